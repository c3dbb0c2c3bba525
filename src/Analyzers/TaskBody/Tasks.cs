using Microsoft.CodeAnalysis;
using TypedTasks.Roslyn;

namespace TypedTasks.Analyzers.TaskBody;

/// <summary>The awaitable types of the framework.</summary>
internal static class Tasks
{
    public const string Task = "System.Threading.Tasks.Task";
    public const string TaskOf = "System.Threading.Tasks.Task`1";
    public const string ValueTask = "System.Threading.Tasks.ValueTask";
    public const string ValueTaskOf = "System.Threading.Tasks.ValueTask`1";

    public static bool IsTask(ITypeSymbol? type) => type.Is(Task) || type.Is(TaskOf) || type.Is(ValueTask) || type.Is(ValueTaskOf);

    /// <summary>What awaiting gives: <c>T</c> of <c>Task&lt;T&gt;</c> and <c>ValueTask&lt;T&gt;</c>, otherwise nothing.</summary>
    public static ITypeSymbol? ResultOf(ITypeSymbol? type) => type is INamedTypeSymbol { TypeArguments: [var result] } && IsTask(type) ? result : null;
}
