using Microsoft.CodeAnalysis;

namespace TypedTasks.Roslyn;

/// <summary>One thing that is wrong with a task method. The generator skips the method, the analyzer says why.</summary>
internal sealed class TaskProblem(TaskProblemKind kind, ISymbol guilty, string message, string? path = null, string? option = null)
{
    public TaskProblemKind Kind { get; } = kind;

    /// <summary>Where the diagnostic belongs: the method, a parameter, the host or a type around it.</summary>
    public ISymbol Guilty { get; } = guilty;

    /// <summary>A whole sentence.</summary>
    public string Message { get; } = message;

    /// <summary>The way to the guilty member, such as <c>order.Lines[].Tax</c>; <c>return</c> starts that of a result.</summary>
    public string? Path { get; } = path;

    /// <summary>The property of the attribute that is wrong, such as <c>Timeout</c>.</summary>
    public string? Option { get; } = option;
}
