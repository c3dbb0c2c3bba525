using Microsoft.CodeAnalysis.Text;
using TypedTasks.Generators.Model;
using TypedTasks.Roslyn;

namespace TypedTasks.Generators.Emitting;

/// <summary>One file a task: the proxy beside its method, and the entry of the dispatch table.</summary>
internal static class TaskEmitter
{
    private const string Redacted = "***";

    public static SourceText Emit(TaskModel task, AssemblyModel assembly)
    {
        var writer = new SourceWriter();
        writer.Head();
        int depth = 0;
        if (task.Host.Namespace.Length > 0)
        {
            writer.Open($"namespace {task.Host.Namespace}");
            depth++;
        }

        foreach (string declaration in task.Host.Declarations)
        {
            writer.Open(declaration);
            depth++;
        }

        Proxy(writer, task);
        Arguments(writer, task);
        DefinitionEmitter.Emit(writer, task, assembly);
        for (; depth > 0; depth--)
        {
            writer.Close();
        }

        writer.Line().Open($"namespace {assembly.Namespace}");
        InvokerEmitter.Emit(writer, task);
        return writer.Close().ToSource();
    }

    private static void Proxy(SourceWriter writer, TaskModel task)
    {
        writer.Lines($"""
            /// <summary>
            /// <inheritdoc cref="{task.MethodId}" path="/summary/node()"/>
            /// <para>The task of <see cref="{task.MethodId}"/>: <c>Delay</c> sends it, <c>Call</c> makes a call that options hang on.</para>
            /// </summary>
            {SourceWriter.GeneratedCode}
            """);
        if (task.Obsolete is { } obsolete)
        {
            writer.Line($"[global::System.Obsolete{(obsolete.Length > 0 ? "(" + obsolete + ")" : obsolete)}]");
        }

        writer.Line($"{task.Accessibility} {task.Proxy.New}static {task.Definition.Text} {task.Proxy.Text} => {task.Definition.Text}.Instance;").Line();
    }

    private static void Arguments(SourceWriter writer, TaskModel task)
    {
        writer.Lines($"""/// <summary>The arguments of <see cref="{task.MethodId}"/>, as its messages carry them.</summary>""");
        foreach (ParameterModel parameter in task.Travelling)
        {
            writer.Line(Documentation(task, parameter, parameter.Property.TrimStart('@')));
        }

        string parameters = string.Join(", ", task.Travelling.Select(static one => $"{(one.IsParams ? "params " : "")}{one.Type} {one.Property}{Otherwise(one)}"));
        string declaration = $"{task.Accessibility} {task.Arguments.New}readonly record struct {task.Arguments.Text}({parameters})";
        writer.Retired(task.Retired).Line(SourceWriter.GeneratedCode);
        if (task.Travelling.Any(static one => one.IsSensitive))
        {
            writer.Open(declaration);
            Printing(writer, task);
            writer.Close().Line();
        }
        else
        {
            writer.Line(declaration + ";").Line();
        }
    }

    /// <summary>What the compiler would write, without what is sensitive.</summary>
    private static void Printing(SourceWriter writer, TaskModel task)
    {
        writer.Open("private bool PrintMembers(global::System.Text.StringBuilder builder)");
        string comma = string.Empty;
        foreach (ParameterModel parameter in task.Travelling)
        {
            string name = comma + parameter.Property.TrimStart('@') + " = ";
            writer.Line(parameter.IsSensitive
                ? $"builder.Append({Text.Quote(name + Redacted)});"
                : $"builder.Append({Text.Quote(name)}).Append((object?)this.{parameter.Property});");
            comma = ", ";
        }

        writer.Line("return true;").Close();
    }

    public static string Otherwise(ParameterModel parameter) => parameter.Default is { } value ? " = " + value : string.Empty;

    public static string Documentation(TaskModel task, ParameterModel parameter, string name) =>
        $"""/// <param name="{name}"><inheritdoc cref="{task.MethodId}" path="/param[@name='{parameter.PlainName}']/node()"/></param>""";

    public static string ResultType(TaskModel task) => task.Result?.Type ?? "global::TypedTasks.NoResult";
}
