using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using TypedTasks.Roslyn;

namespace TypedTasks.Analyzers.TaskBody;

/// <summary>Calls that write a log line and do nothing else.</summary>
internal static class LogCalls
{
    private static readonly string[] Namespaces = ["Microsoft.Extensions.Logging", "Serilog", "NLog", "log4net"];

    public static bool Is(IOperation operation)
    {
        var bare = operation is IAwaitOperation awaiting ? awaiting.Operation.Bare() : operation.Bare();
        if (bare is IConditionalAccessOperation conditional)
        {
            bare = conditional.WhenNotNull;
        }

        if (bare is not IInvocationOperation call)
        {
            return false;
        }

        var type = call.TargetMethod.ContainingType;
        return type.Is("System.Console") || type.Is("System.Diagnostics.Debug") || type.Is("System.Diagnostics.Trace")
            || call.Instance is IPropertyReferenceOperation { Property: { Name: "Out" or "Error", ContainingType: var console } } && console.Is("System.Console")
            || call.TargetMethod.Has("Microsoft.Extensions.Logging.LoggerMessageAttribute")
            || IsOfALogger(type.ContainingNamespace?.ToDisplayString());
    }

    private static bool IsOfALogger(string? space) =>
        space is not null && Namespaces.Any(one => space == one || space.StartsWith(one + ".", StringComparison.Ordinal));
}
