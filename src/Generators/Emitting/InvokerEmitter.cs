using TypedTasks.Generators.Model;
using TypedTasks.Roslyn;

namespace TypedTasks.Generators.Emitting;

/// <summary>One entry of the dispatch table: the call of the method.</summary>
internal static class InvokerEmitter
{
    public static void Emit(SourceWriter writer, TaskModel task)
    {
        string result = TaskEmitter.ResultType(task);
        string arguments = $"{task.Host.Type}.{task.Arguments.Text}";
        writer.Line($"""/// <summary>Calls <see cref="{task.MethodId}"/>.</summary>""").Retired(task.Retired).Open($"""
            {SourceWriter.GeneratedCode}
            {SourceWriter.Hidden}
            internal sealed class {task.Invoker} : global::TypedTasks.Dispatch.TaskInvoker<{arguments}, {result}>
            """);
        writer.Line($"protected override global::TypedTasks.Dispatch.TaskDefinition<{arguments}, {result}> Task => {task.Host.Type}.{task.Definition.Text}.Instance;").Line();
        if (task.Aliases.Count > 0)
        {
            string aliases = string.Join(", ", task.Aliases.Select(static one => Text.Quote(one)));
            writer.Line($"public override global::System.Collections.Generic.IReadOnlyList<string> Aliases {{ get; }} = new string[] {{ {aliases} }};").Line();
        }

        if (task.NeedsServices)
        {
            writer.Line("public override bool NeedsServices => true;").Line();
        }

        RequiredServices(writer, task);
        Run(writer, task, result);
        writer.Close();
    }

    private static void RequiredServices(SourceWriter writer, TaskModel task)
    {
        string[] required =
        [
            .. task.Services
                .Where(static one => one.Otherwise is null && !one.IsProvider)
                .Select(static one => $"new global::TypedTasks.Dispatch.RequiredService(typeof({one.Type}), {one.Key ?? "null"}, {Text.Quote(one.WantedBy)}),")
                .Distinct(),
        ];
        if (required.Length == 0)
        {
            return;
        }

        writer.Open("public override global::System.Collections.Generic.IReadOnlyList<global::TypedTasks.Dispatch.RequiredService> RequiredServices { get; } = new global::TypedTasks.Dispatch.RequiredService[]");
        foreach (string one in required)
        {
            writer.Line(one);
        }

        writer.Close(";").Line();
    }

    private static void Run(SourceWriter writer, TaskModel task, string result)
    {
        string call = $"{Target(task)}.{task.Method}({string.Join(", ", task.Parameters.Select(Argument))})";
        writer.Open($"protected override global::System.Threading.Tasks.ValueTask<{result}> RunAsync(ref global::TypedTasks.Serialization.PayloadReader reader, global::TypedTasks.Dispatch.TaskInvocation invocation)");
        writer.Line($"var arguments = {task.Host.Type}.{task.Definition.Text}.Read(ref reader);").Line("invocation.ArgumentsRead();");
        switch (task.Returns)
        {
            case TaskReturnKind.ValueTaskOfValue:
                writer.Line($"return {call};");
                break;
            case TaskReturnKind.Value or TaskReturnKind.TaskOfValue:
                writer.Line($"return new({call});");
                break;
            case TaskReturnKind.Task or TaskReturnKind.ValueTask:
                writer.Line($"return WithoutResult({call});");
                break;
            default:
                writer.Line($"{call};").Line("return default;");
                break;
        }

        writer.Close();
    }

    private static string Target(TaskModel task) => task.Host.Kind switch
    {
        HostKind.Class => $"global::Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions.GetRequiredService<{task.Host.Type}>(invocation.Services)",
        HostKind.Interface => ServiceEmitter.Take(task.Host.Services[0], "invocation.Services"),
        HostKind.Struct => ServiceEmitter.Make(task.Host, "invocation.Services"),
        _ => task.Host.Type,
    };

    private static string Argument(ParameterModel parameter) => parameter.Role switch
    {
        TaskParameterRole.CancellationToken => "invocation.CancellationToken",
        TaskParameterRole.Context => "invocation.Context",
        TaskParameterRole.Argument => "arguments." + parameter.Property,
        _ => ServiceEmitter.Take(parameter.Service!, "invocation.Services"),
    };
}
