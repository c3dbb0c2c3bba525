using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using TypedTasks.Roslyn;

namespace TypedTasks.Analyzers.TaskBody;

/// <summary>Tasks of which a reader can see that they are completed where their result is taken: nothing waits there.</summary>
internal static class CompletedTasks
{
    public static bool IsKnown(IOperation waited)
    {
        var task = waited.Bare();
        if (task is IInvocationOperation { TargetMethod: { Name: "FromResult", ContainingType: var maker } })
        {
            return maker.Is(Tasks.Task) || maker.Is(Tasks.ValueTask);
        }

        if (task is IInvocationOperation or IObjectCreationOperation)
        {
            return false;
        }

        var symbol = task.Named();
        return symbol is IParameterSymbol parameter && IsAntecedent(parameter, waited)
            || waited.Body().Descendants().Any(other => other.Syntax.SpanStart < waited.Syntax.SpanStart && Completes(other, symbol));
    }

    /// <summary>The parameter of what is passed to ContinueWith, or to somebody's Then: a function that a task calls with itself.</summary>
    private static bool IsAntecedent(IParameterSymbol parameter, IOperation place) =>
        parameter.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.AnonymousFunction }
        && place.Around().Any(outer => outer is IInvocationOperation call && IsOnATask(call) && outer.Mentions(parameter));

    private static bool IsOnATask(IInvocationOperation call) =>
        Tasks.IsTask(call.Instance?.Type)
        || (call.TargetMethod.IsExtensionMethod && Tasks.IsTask(call.Arguments.FirstOrDefault()?.Value.Type));

    private static bool Completes(IOperation other, ISymbol? task) => other switch
    {
        // await Task.WhenAll(tasks): whether this task is among them is seen by the reader, not by us.
        IAwaitOperation awaiting => awaiting.Operation.DescendantsAndSelf().Any(one => (task is not null && one.Names(task)) || IsCombination(one)),
        IPropertyReferenceOperation { Property.Name: "IsCompleted" or "IsCompletedSuccessfully" or "IsFaulted" or "Status", Instance: { } asked } =>
            task is not null && asked.Names(task),
        _ => false,
    };

    private static bool IsCombination(IOperation operation) =>
        operation is IInvocationOperation { TargetMethod: { Name: "WhenAll" or "WhenAny" or "WhenEach", ContainingType: var type } } && type.Is(Tasks.Task);
}
