namespace TypedTasks;

/// <summary>Middleware around Delay: it may change headers and options, time the send, or refuse it by throwing.</summary>
public interface IEnqueueFilter
{
    /// <summary>Calls <paramref name="next"/> to go on.</summary>
    /// <param name="enqueue">What is about to be sent.</param>
    /// <param name="next">The rest: the next filter, in the end the broker.</param>
    Task InvokeAsync(EnqueueContext enqueue, Func<Task> next);
}

/// <summary>Middleware around an attempt, built by DI in the attempt's scope.</summary>
public interface ITaskFilter
{
    /// <summary>Calls <paramref name="next"/> to run the handler; what it throws is the attempt's failure.</summary>
    /// <param name="context">The attempt.</param>
    /// <param name="next">The rest: the next filter, in the end the handler.</param>
    Task InvokeAsync(TaskContext context, Func<Task> next);
}

/// <summary>A call on its way to the broker.</summary>
public sealed class EnqueueContext
{
    /// <summary>Called by clients.</summary>
    public EnqueueContext(TaskId id, TaskDefinition task, CallOptions options, CancellationToken cancellationToken)
    {
        Id = id;
        Task = task;
        Options = options;
        CancellationToken = cancellationToken;
    }

    /// <summary>The id that the task will have.</summary>
    public TaskId Id { get; }

    /// <summary>The task.</summary>
    public TaskDefinition Task { get; }

    /// <summary>What the call sets; a filter may replace it, for example to add headers.</summary>
    public CallOptions Options { get; set; }

    /// <summary>Cancels the send.</summary>
    public CancellationToken CancellationToken { get; }
}
