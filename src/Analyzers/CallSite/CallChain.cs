using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace TypedTasks.Analyzers.CallSite;

/// <summary>A call as it is written: <c>Emails.SendTask.Call(42).In(delay).OnQueue("high")</c>, from the proxy to the last option.</summary>
internal sealed class CallChain
{
    private CallChain(IReadOnlyList<IInvocationOperation> options, IMethodSymbol? task, bool isWhole) =>
        (Options, Task, IsWhole) = (options, task, isWhole);

    /// <summary>The options in the order in which they are set: of two that set the same, the later one counts.</summary>
    public IReadOnlyList<IInvocationOperation> Options { get; }

    /// <summary>The method with <c>[Task]</c>, where it can be told.</summary>
    public IMethodSymbol? Task { get; }

    /// <summary>Whether the chain begins at a proxy: nothing was set before.</summary>
    public bool IsWhole { get; }

    /// <summary>The last option of one of these names.</summary>
    public IInvocationOperation? Last(params string[] names) => Options.LastOrDefault(option => names.Contains(option.TargetMethod.Name));

    /// <summary>The chain that ends in an expression.</summary>
    public static CallChain EndingIn(IOperation? expression, SendingTypes types)
    {
        var options = new List<IInvocationOperation>();
        var link = Unwrapped(expression);
        while (link is IInvocationOperation option && types.IsOption(option.TargetMethod))
        {
            options.Insert(0, option);
            link = Unwrapped(option.Instance);
        }

        return link is IInvocationOperation root && types.Calls(root.TargetMethod)
            ? new CallChain(options, types.TaskOf(root.Instance?.Type), isWhole: true)
            : new CallChain(options, task: null, isWhole: false);
    }

    /// <summary>The chain of what a Delay sends: of <c>call.Delay()</c>, of <c>client.Delay(call)</c>, or of a proxy's own.</summary>
    public static CallChain OfSending(IInvocationOperation sending, SendingTypes types)
    {
        var on = sending.Instance?.Type;
        if (types.IsCall(on))
        {
            return EndingIn(sending.Instance, types);
        }

        return types.IsProxy(on)
            ? new CallChain([], types.TaskOf(on), isWhole: true)
            : EndingIn(sending.Arguments.FirstOrDefault(argument => types.IsCall(argument.Value.Type))?.Value, types);
    }

    /// <summary>The chain that an option is part of, followed to its last option.</summary>
    public static CallChain Around(IInvocationOperation option, SendingTypes types)
    {
        IOperation last = option;
        while (last.Parent is IInvocationOperation next && next.Instance == last && types.IsOption(next.TargetMethod))
        {
            last = next;
        }

        return EndingIn(last, types);
    }

    private static IOperation? Unwrapped(IOperation? operation)
    {
        while (operation is IConversionOperation { OperatorMethod: null } conversion)
        {
            operation = conversion.Operand;
        }

        return operation;
    }
}
