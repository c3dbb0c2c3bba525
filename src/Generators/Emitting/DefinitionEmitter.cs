using System.Globalization;
using TypedTasks.Generators.Model;
using TypedTasks.Roslyn;

namespace TypedTasks.Generators.Emitting;

/// <summary>The class of a proxy's value: what it is called, how it is sent, how its messages are written and read.</summary>
internal static class DefinitionEmitter
{
    public static void Emit(SourceWriter writer, TaskModel task, AssemblyModel assembly)
    {
        string result = TaskEmitter.ResultType(task);
        string name = task.Definition.Text;
        writer.Line($"""/// <summary>What the task of <see cref="{task.MethodId}"/> is, apart from its arguments: the type of <see cref="{task.Proxy.Text}"/>.</summary>""").Retired(task.Retired).Open($"""
            {SourceWriter.GeneratedCode}
            {task.Accessibility} {task.Definition.New}sealed class {name} : global::TypedTasks.Dispatch.TaskDefinition<{task.Arguments.Text}, {result}>
            """);
        writer.Lines($$"""
            internal static readonly {{name}} Instance = new();

            private {{name}}()
                : base({{Text.Quote(task.WireName)}}, version: {{Text.Number(task.Version)}}, returnsValue: {{(task.Result is null ? "false" : "true")}}, {{Defaults(task.Defaults)}})
            {
            }

            """);
        Send(writer, task, result);
        string space = assembly.Namespace.Length > 0 ? $"global::{assembly.Namespace}.Payloads." : string.Empty;
        string access = assembly.SeesInternals ? "protected internal" : "protected";
        Arguments(writer, task, access, space);
        Result(writer, task, access, result, space);
        writer.Close();
    }

    private static void Send(SourceWriter writer, TaskModel task, string result)
    {
        ParameterModel[] parameters = [.. task.Travelling];
        string token = "cancellationToken";
        while (parameters.Any(one => one.PlainName == token))
        {
            token = "send" + char.ToUpperInvariant(token[0]) + token.Substring(1);
        }

        string declared = string.Join(", ", parameters.Select(static one => $"{one.Attributes}{(one.IsParams ? "params " : "")}{one.Type} {one.Name}{TaskEmitter.Otherwise(one)}"));
        string given = string.Join(", ", parameters.Select(static one => one.Name));
        string comma = parameters.Length > 0 ? ", " : string.Empty;
        bool isParams = parameters.Length > 0 && parameters[parameters.Length - 1].IsParams;

        Document(writer, task, "Makes a call that options hang on; its <c>Delay</c> sends it.", null)
            .Lines($"""
                public global::TypedTasks.TaskCall<{result}> Call({declared}) => base.Call(new {task.Arguments.Text}({given}));

                """);
        if (isParams)
        {
            Document(writer, task, "Sends the task; returns when the broker has it.", null)
                .Lines($"""
                    public global::System.Threading.Tasks.Task<global::TypedTasks.TaskHandle<{result}>> Delay({declared}) => this.Call({given}).Delay();

                    """);
            declared = string.Join(", ", parameters.Select(static one => $"{one.Type} {one.Name}"));
        }

        string otherwise = isParams ? string.Empty : " = default";
        Document(writer, task, "Sends the task; returns when the broker has it.", token)
            .Lines($"""
                public global::System.Threading.Tasks.Task<global::TypedTasks.TaskHandle<{result}>> Delay({declared}{comma}global::System.Threading.CancellationToken {token}{otherwise}) => this.Call({given}).Delay({token});

                """);
    }

    private static SourceWriter Document(SourceWriter writer, TaskModel task, string sentence, string? token)
    {
        writer.Line($"""/// <summary>{sentence} <inheritdoc cref="{task.MethodId}" path="/summary/node()"/></summary>""");
        foreach (ParameterModel parameter in task.Travelling)
        {
            writer.Line(TaskEmitter.Documentation(task, parameter, parameter.PlainName));
        }

        return token is null ? writer : writer.Line($"""/// <param name="{token}">Cancels the send only.</param>""");
    }

    private static void Arguments(SourceWriter writer, TaskModel task, string access, string space)
    {
        ParameterModel[] parameters = [.. task.Travelling];
        string count = Text.Number(parameters.Length);
        writer.Open($"""
            /// <inheritdoc/>
            {access} override void WriteArguments({Payloads.Writer}, in {task.Arguments.Text} arguments)
            """);
        writer.Line($"writer.WriteArrayHeader({count});");
        foreach (ParameterModel parameter in parameters)
        {
            writer.Line(Payloads.Write(parameter.Payload!, "arguments." + parameter.Property, space));
        }

        writer.Close().Line().Open($"""
            /// <inheritdoc/>
            {access} override {task.Arguments.Text} ReadArguments({Payloads.Reader}) => Read(ref reader);

            {SourceWriter.Hidden}
            internal static {task.Arguments.Text} Read({Payloads.Reader})
            """);
        writer.Line("int count = reader.ReadArrayHeader();");
        if (parameters.Length == 0)
        {
            writer.Line($"var arguments = new {task.Arguments.Text}();");
        }
        else
        {
            writer.Line($"var arguments = new {task.Arguments.Text}(").Indented(lines =>
            {
                for (int i = 0; i < parameters.Length; i++)
                {
                    ParameterModel parameter = parameters[i];
                    string otherwise = Narrow(parameter) ?? parameter.Missing ?? $"throw reader.Missing({Text.Quote("the argument " + parameter.PlainName)})";
                    string end = i == parameters.Length - 1 ? ");" : ",";
                    lines.Line($"count > {Text.Number(i)} ? {Payloads.Read(parameter.Payload!, space, nullable: true)} : {otherwise}{end}");
                }
            });
        }

        writer.Line($"reader.SkipFrom({count}, count);").Line("return arguments;").Close().Line();
    }

    /// <summary>Beside a narrow value an integer literal would widen the conditional.</summary>
    private static string? Narrow(ParameterModel parameter) =>
        (parameter.Default ?? parameter.Missing) is { } value && parameter.Payload is { Enum: null, Reader: "SByte" or "Byte" or "Int16" or "UInt16" } ? $"({parameter.Type})({value})" : null;

    private static void Result(SourceWriter writer, TaskModel task, string access, string result, string space)
    {
        string write = task.Result is { } payload ? Payloads.Write(payload, "result", space) : "writer.WriteNil();";
        writer.Lines($"""
            /// <inheritdoc/>
            {access} override void WriteResult({Payloads.Writer}, {result} result) => {write}

            """);
        if (task.Result is { } read)
        {
            writer.Lines($"""
                /// <inheritdoc/>
                {access} override {result} ReadResult({Payloads.Reader}) => {Payloads.Read(read, space, nullable: true)};
                """);
        }
        else
        {
            writer.Lines($$"""
                /// <inheritdoc/>
                {{access}} override {{result}} ReadResult({{Payloads.Reader}})
                {
                    reader.Skip();
                    return default;
                }
                """);
        }
    }

    private static string Defaults(DefaultsModel defaults)
    {
        var said = new List<string>();
        Say("Queue", defaults.Queue is { } queue ? Text.Quote(queue) : null);
        Say("Priority", Text.Number(defaults.Priority));
        Say("Retry", Retry(defaults));
        Say("RetryOn", Types(defaults.RetryOn));
        Say("DoNotRetryOn", Types(defaults.DoNotRetryOn));
        Say("Timeout", Duration(defaults.Timeout));
        Say("Expires", Duration(defaults.Expires));
        Say("KeepResult", Duration(defaults.KeepResult));
        return said.Count == 0 ? "global::TypedTasks.TaskDefaults.None" : $"new global::TypedTasks.TaskDefaults {{ {string.Join(", ", said)} }}";

        void Say(string name, string? value)
        {
            if (value is not null)
            {
                said.Add($"{name} = {value}");
            }
        }
    }

    private static string? Retry(DefaultsModel defaults)
    {
        string[] said =
        [
            .. Say("Retries", Text.Number(defaults.Retries)),
            .. Say("Backoff", defaults.Backoff is { } kind ? $"(global::TypedTasks.BackoffKind){Text.Number(kind)}" : null),
            .. Say("FirstDelay", Duration(defaults.FirstDelay)),
            .. Say("MaxDelay", Duration(defaults.MaxDelay)),
            .. Say("Jitter", defaults.Jitter is { } jitter ? jitter ? "true" : "false" : null),
        ];
        return said.Length == 0 ? null : $"global::TypedTasks.RetryPolicy.Default with {{ {string.Join(", ", said)} }}";

        static string[] Say(string name, string? value) => value is null ? [] : [$"{name} = {value}"];
    }

    private static string? Types(EquatableArray<string> types) =>
        types.Count == 0 ? null : $"new global::System.Type[] {{ {string.Join(", ", types.Select(static one => $"typeof({one})"))} }}";

    private static string? Duration(long? ticks) =>
        ticks is { } value ? $"global::System.TimeSpan.FromTicks({value.ToString(CultureInfo.InvariantCulture)})" : null;
}
