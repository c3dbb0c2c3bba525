using TypedTasks.Serialization;

namespace TypedTasks.Dispatch;

/// <summary>One entry of the dispatch table: how a message of a task becomes a call of its method.</summary>
public abstract class TaskInvoker
{
    private string? name;

    private protected TaskInvoker()
    {
    }

    /// <summary>The task.</summary>
    public abstract TaskDefinition Definition { get; }

    /// <summary>The task's name. Kept here: with thousands of tasks the way over each definition would be several waits for memory.</summary>
    internal string Name => name ??= Definition.Name;

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

    /// <summary>Called by generated code: the end of a method that returns nothing.</summary>
    /// <param name="running">What the method returned.</param>
    protected static ValueTask<NoResult> WithoutResult(ValueTask running)
    {
        if (!running.IsCompletedSuccessfully)
        {
            return WithoutResultAsync(running);
        }

        running.GetAwaiter().GetResult();
        return default;
    }

    /// <inheritdoc cref="WithoutResult(ValueTask)"/>
    /// <exception cref="ArgumentNullException">The method returned null instead of a task.</exception>
    protected static ValueTask<NoResult> WithoutResult(Task running)
    {
        ArgumentNullException.ThrowIfNull(running);
        return running.IsCompletedSuccessfully ? default : WithoutResultAsync(new ValueTask(running));
    }

    private static async ValueTask<NoResult> WithoutResultAsync(ValueTask running)
    {
        await running;
        return default;
    }
}

/// <inheritdoc/>
/// <remarks>
/// What does not depend on the arguments is here: the next class is compiled anew for the arguments of each task, and a worker may
/// have thousands.
/// </remarks>
/// <typeparam name="TResult">What the method returns, <see cref="NoResult"/> for nothing.</typeparam>
public abstract class TaskInvoker<TResult> : TaskInvoker
{
    private protected TaskInvoker()
    {
    }

    internal sealed override Type ResultType => typeof(TResult);

    internal sealed override ValueTask InvokeAsync(TaskInvocation invocation)
    {
        ValueTask<TResult> running = Start(invocation);
        if (!running.IsCompletedSuccessfully)
        {
            return AwaitAsync(running, invocation);
        }

        Finish(running.Result, invocation);
        return ValueTask.CompletedTask;
    }

    /// <summary>
    /// Reads the arguments, says so (<see cref="TaskInvocation.ArgumentsRead"/>), and calls the method: generated. All that a type of task has of its own
    /// in an attempt is this one method, for with thousands of types each further one would be a wait for memory.
    /// </summary>
    /// <exception cref="PayloadException">Thrown before it said so: the bytes are not what the parameters need.</exception>
    protected abstract ValueTask<TResult> RunAsync(ref PayloadReader reader, TaskInvocation invocation);

    /// <summary>Writes a result.</summary>
    private protected abstract void WriteResult(ref PayloadWriter writer, TResult result);

    private ValueTask<TResult> Start(TaskInvocation invocation)
    {
        try
        {
            var reader = new PayloadReader(invocation.Arguments);
            return RunAsync(ref reader, invocation);
        }
        catch (PayloadException error) when (!invocation.HasArguments)
        {
            throw new UnreadableArgumentsException(error);
        }
    }

    private async ValueTask AwaitAsync(ValueTask<TResult> running, TaskInvocation invocation) => Finish(await running, invocation);

    private void Finish(TResult result, TaskInvocation invocation)
    {
        if (invocation.Result is { } output)
        {
            var writer = new PayloadWriter(output);
            WriteResult(ref writer, result);
            writer.Flush();
        }
    }
}

/// <inheritdoc/>
/// <typeparam name="TArguments">The generated record struct of the arguments.</typeparam>
/// <typeparam name="TResult">What the method returns, <see cref="NoResult"/> for nothing.</typeparam>
public abstract class TaskInvoker<TArguments, TResult> : TaskInvoker<TResult>
    where TArguments : struct
{
    /// <summary>The typed definition.</summary>
    protected abstract TaskDefinition<TArguments, TResult> Task { get; }

    /// <inheritdoc/>
    public sealed override TaskDefinition Definition => Task;

    private protected sealed override void WriteResult(ref PayloadWriter writer, TResult result) => Task.WriteResult(ref writer, result);
}
