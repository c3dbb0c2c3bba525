namespace TypedTasks;

/// <summary>Sends calls to a broker. Thread-safe; one a host.</summary>
public interface ITaskClient
{
    /// <summary>Sends a call; returns when the broker has it.</summary>
    /// <param name="call">What <c>XxxTask.Call(...)</c> made.</param>
    /// <param name="cancellationToken">Cancels the send only.</param>
    /// <exception cref="TaskNotSentException">The broker did not accept the task, or it is unknown whether it did.</exception>
    /// <exception cref="TaskTooLargeException">The envelope is over the size limit.</exception>
    Task<TaskHandle<TResult>> Delay<TResult>(TaskCall<TResult> call, CancellationToken cancellationToken = default);

    /// <summary>Sends many calls in bulk.</summary>
    /// <exception cref="TaskNotSentException">Some were not accepted; <see cref="TaskNotSentException.Accepted"/> says how many
    /// were for certain, counted from the first. Where <see cref="TaskNotSentException.OutcomeUnknown"/> is true, some of those behind
    /// them may be stored as well, also beyond the first that was not.</exception>
    Task<TaskHandles<TResult>> DelayMany<TResult>(IEnumerable<TaskCall<TResult>> calls, CancellationToken cancellationToken = default);

    /// <summary>A handle for a task sent earlier, perhaps by another process.</summary>
    /// <exception cref="TaskClientException">No registered task returns <typeparamref name="TResult"/>, so that nothing can read it.</exception>
    TaskHandle<TResult> Handle<TResult>(TaskId id);

    /// <summary>A handle for a task sent earlier, perhaps by another process, whose definition is at hand.</summary>
    TaskHandle<TResult> Handle<TResult>(TaskDefinition<TResult> task, TaskId id);
}
