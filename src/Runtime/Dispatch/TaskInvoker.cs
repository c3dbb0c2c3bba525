using System.Buffers;
using TypedTasks.Serialization;

namespace TypedTasks.Dispatch;

/// <summary>One entry of the dispatch table: how a message of a task becomes a call of its method.</summary>
public abstract class TaskInvoker
{
    private protected TaskInvoker()
    {
    }

    /// <summary>The task.</summary>
    public abstract TaskDefinition Definition { get; }

    /// <summary>Other names under which its messages may come: one <see cref="TaskAliasAttribute"/> each.</summary>
    public virtual IReadOnlyList<string> Aliases => [];

    /// <summary>Whether the method needs services, so that the worker opens a scope for each attempt.</summary>
    public virtual bool NeedsServices => false;

    /// <summary>The services that must be registered; checked when a host with a worker starts.</summary>
    public virtual IReadOnlyList<RequiredService> RequiredServices => [];

    /// <summary>What the result type is, so that a handle made from an id finds a reader.</summary>
    internal abstract Type ResultType { get; }

    /// <summary>Reads the arguments, calls the method, and writes what it returns to <see cref="TaskInvocation.Result"/> if asked for.</summary>
    /// <exception cref="UnreadableArgumentsException">The arguments cannot be read; the method was not called.</exception>
    internal abstract ValueTask InvokeAsync(TaskInvocation invocation);
}

/// <inheritdoc/>
/// <typeparam name="TArguments">The generated record struct of the arguments.</typeparam>
/// <typeparam name="TResult">What the method returns, <see cref="NoResult"/> for nothing.</typeparam>
public abstract class TaskInvoker<TArguments, TResult> : TaskInvoker
    where TArguments : struct
{
    /// <summary>The typed definition.</summary>
    protected abstract TaskDefinition<TArguments, TResult> Task { get; }

    /// <inheritdoc/>
    public sealed override TaskDefinition Definition => Task;

    internal sealed override Type ResultType => typeof(TResult);

    /// <summary>Calls the method: generated, one line.</summary>
    protected abstract ValueTask<TResult> RunAsync(TArguments arguments, TaskInvocation invocation);

    internal sealed override ValueTask InvokeAsync(TaskInvocation invocation)
    {
        TArguments arguments = ReadArguments(invocation.Arguments);
        ValueTask<TResult> running = RunAsync(arguments, invocation);
        if (!running.IsCompletedSuccessfully)
        {
            return AwaitAsync(running, invocation);
        }

        WriteResult(running.Result, invocation.Result);
        return ValueTask.CompletedTask;
    }

    private async ValueTask AwaitAsync(ValueTask<TResult> running, TaskInvocation invocation) =>
        WriteResult(await running, invocation.Result);

    private TArguments ReadArguments(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            var reader = new PayloadReader(bytes);
            return Task.ReadArguments(ref reader);
        }
        catch (PayloadException error)
        {
            throw new UnreadableArgumentsException(error);
        }
    }

    private void WriteResult(TResult result, IBufferWriter<byte>? output)
    {
        if (output is not null)
        {
            var writer = new PayloadWriter(output);
            Task.WriteResult(ref writer, result);
            writer.Flush();
        }
    }
}
