using Microsoft.CodeAnalysis;

namespace TypedTasks.Roslyn;

/// <summary>The six ways to return from a task.</summary>
internal enum TaskReturnKind
{
    Void,
    Value,
    Task,
    TaskOfValue,
    ValueTask,
    ValueTaskOfValue,
}

/// <summary>What a method returns.</summary>
/// <param name="Kind">How.</param>
/// <param name="Result">What, or null for nothing.</param>
internal readonly record struct TaskReturn(TaskReturnKind Kind, ITypeSymbol? Result)
{
    public static TaskReturn Of(IMethodSymbol method)
    {
        ITypeSymbol type = method.ReturnType;
        return type switch
        {
            _ when method.ReturnsVoid => new(TaskReturnKind.Void, null),
            _ when type.Is("System.Threading.Tasks.Task") => new(TaskReturnKind.Task, null),
            _ when type.Is("System.Threading.Tasks.ValueTask") => new(TaskReturnKind.ValueTask, null),
            _ when type.Is("System.Threading.Tasks.Task`1") => new(TaskReturnKind.TaskOfValue, Argument(type)),
            _ when type.Is("System.Threading.Tasks.ValueTask`1") => new(TaskReturnKind.ValueTaskOfValue, Argument(type)),
            _ => new(TaskReturnKind.Value, type),
        };
    }

    private static ITypeSymbol Argument(ITypeSymbol type) => ((INamedTypeSymbol)type).TypeArguments[0];
}
