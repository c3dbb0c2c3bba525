using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using TypedTasks.Roslyn;

namespace TypedTasks.Analyzers.TaskBody;

/// <summary>The ways to hold a thread until something has happened.</summary>
internal enum BlockingKind
{
    /// <summary><c>Thread.Sleep(...)</c></summary>
    Sleep,

    /// <summary><c>task.Result</c>, <c>task.Wait()</c></summary>
    WaitForTask,

    /// <summary><c>task.GetAwaiter().GetResult()</c></summary>
    WaitForAwaiter,

    /// <summary><c>Task.WaitAll(...)</c></summary>
    WaitForAll,

    /// <summary><c>Task.WaitAny(...)</c></summary>
    WaitForAny,

    /// <summary><c>semaphore.Wait(...)</c></summary>
    WaitForSemaphore,
}

/// <summary>A call or a property that blocks.</summary>
/// <param name="Kind">How.</param>
/// <param name="Name">What it is called in a message.</param>
/// <param name="Remedy">What to do instead.</param>
/// <param name="Waited">The task that is waited for, where it is one.</param>
internal readonly record struct BlockingCall(BlockingKind Kind, string Name, string Remedy, IOperation? Waited)
{
    private const string AwaitIt = "await it";

    public static BlockingCall? Of(IOperation? operation) => operation switch
    {
        IPropertyReferenceOperation { Property: { Name: "Result" } property, Instance: { } task }
            when property.ContainingType.Is(Tasks.TaskOf) || property.ContainingType.Is(Tasks.ValueTaskOf) =>
            new(BlockingKind.WaitForTask, $"{property.ContainingType.Name}.Result", AwaitIt, task),
        IInvocationOperation call => OfCall(call),
        _ => null,
    };

    private static BlockingCall? OfCall(IInvocationOperation call)
    {
        var type = call.TargetMethod.ContainingType;
        switch (call.TargetMethod.Name)
        {
            case "Sleep" when type.Is("System.Threading.Thread") && !IsZero(call):
                return new(BlockingKind.Sleep, "Thread.Sleep", "await Task.Delay instead", null);
            case "Wait" when type.Is(Tasks.Task) && call.Instance is { } task && !IsZero(call):
                return new(BlockingKind.WaitForTask, "Task.Wait", AwaitIt, task);
            case "WaitAll" when type.Is(Tasks.Task):
                return new(BlockingKind.WaitForAll, "Task.WaitAll", "await Task.WhenAll instead", null);
            case "WaitAny" when type.Is(Tasks.Task):
                return new(BlockingKind.WaitForAny, "Task.WaitAny", "await Task.WhenAny instead", null);
            case "Wait" when type.Is("System.Threading.SemaphoreSlim") && !IsZero(call):
                return new(BlockingKind.WaitForSemaphore, "SemaphoreSlim.Wait", "await WaitAsync instead", null);
            case "GetResult" when call.Instance is IInvocationOperation { TargetMethod.Name: "GetAwaiter", Instance: { } awaited }
                    && Tasks.IsTask(awaited.Bare().Type):
                return new(BlockingKind.WaitForAwaiter, "GetAwaiter().GetResult", AwaitIt, awaited.Bare());
            default:
                return null;
        }
    }

    /// <summary>A wait of no time is a question, not a wait.</summary>
    private static bool IsZero(IInvocationOperation call) =>
        call.Arguments.Any(static argument => argument.Value.ConstantValue is { HasValue: true, Value: 0 }
            || argument.Value is IFieldReferenceOperation { Field: { Name: "Zero", ContainingType.Name: "TimeSpan" } });
}
