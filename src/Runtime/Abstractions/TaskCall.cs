namespace TypedTasks;

/// <summary>One call of a task: immutable, its arguments already serialized. Options hang on it; <c>Delay</c> sends it.</summary>
/// <remarks>The shape of Celery's signature: a value that can be kept, passed around and sent more than once.</remarks>
public abstract record TaskCall
{
    private protected TaskCall(TaskDefinition task, ReadOnlyMemory<byte> arguments)
    {
        Task = task;
        Arguments = arguments;
    }

    /// <summary>The task that is called.</summary>
    public TaskDefinition Task { get; }

    /// <summary>The arguments as they travel: a MessagePack array in parameter order.</summary>
    public ReadOnlyMemory<byte> Arguments { get; }

    /// <summary>What this call sets itself.</summary>
    public CallOptions Options { get; init; } = CallOptions.None;
}

/// <inheritdoc/>
/// <typeparam name="TResult">What the method returns, <see cref="NoResult"/> for nothing.</typeparam>
public sealed record TaskCall<TResult> : TaskCall
{
    /// <summary>Called by generated code; users write <c>XxxTask.Call(...)</c>.</summary>
    public TaskCall(TaskDefinition<TResult> task, ReadOnlyMemory<byte> arguments)
        : base(task, arguments) => Task = task;

    /// <inheritdoc cref="TaskCall.Task"/>
    public new TaskDefinition<TResult> Task { get; }

    /// <summary>Sends the call through the client of the current flow or of the only host (<see cref="TaskClient"/>).</summary>
    /// <param name="cancellationToken">Cancels the send only.</param>
    /// <returns>A handle, once the broker has the task.</returns>
    /// <exception cref="TaskClientException">No client, or more than one, could be meant.</exception>
    /// <exception cref="TaskNotSentException">The broker did not accept the task, or it is unknown whether it did.</exception>
    public Task<TaskHandle<TResult>> Delay(CancellationToken cancellationToken = default) =>
        TaskClient.Current.Delay(this, cancellationToken);

    /// <summary>Becomes ready after a duration, counted from the moment that the broker has it.</summary>
    public TaskCall<TResult> In(TimeSpan delay) => With(Options with { Due = DueTime.In(delay) });

    /// <summary>Becomes ready at a date.</summary>
    public TaskCall<TResult> At(DateTimeOffset date) => With(Options with { Due = DueTime.On(date) });

    /// <summary>Goes to this queue.</summary>
    /// <exception cref="ArgumentException">The name is outside the grammar.</exception>
    public TaskCall<TResult> OnQueue(string queue) => With(Options with { Queue = NameGrammar.CheckQueue(queue) });

    /// <summary>Goes to this band of its queue, 0 to 9, higher first.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The priority is not 0 to 9.</exception>
    public TaskCall<TResult> WithPriority(int priority)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(priority);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(priority, TaskDefaults.MaxPriority);
        return With(Options with { Priority = priority });
    }

    /// <summary>Is repeated this often after a failure, 0 to 200.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is not 0 to 200.</exception>
    public TaskCall<TResult> WithRetries(int retries)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(retries);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(retries, RetryPolicy.MaxRetries);
        return With(Options with { Retries = retries });
    }

    /// <summary>Waits like this before a retry.</summary>
    /// <param name="backoff">How the delay grows.</param>
    /// <param name="firstDelay">The delay before the first retry.</param>
    /// <param name="maxDelay">The longest delay; null leaves it as it is.</param>
    /// <param name="jitter">Whether delays are shortened at random; null leaves it as it is.</param>
    public TaskCall<TResult> WithBackoff(BackoffKind backoff, TimeSpan? firstDelay = null, TimeSpan? maxDelay = null, bool? jitter = null) =>
        With(Options with
        {
            Backoff = backoff,
            FirstDelay = firstDelay ?? Options.FirstDelay,
            MaxDelay = maxDelay ?? Options.MaxDelay,
            Jitter = jitter ?? Options.Jitter,
        });

    /// <summary>Each attempt may run this long before its token is cancelled.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The duration is not positive.</exception>
    public TaskCall<TResult> WithTimeout(TimeSpan timeout)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(timeout, TimeSpan.Zero);
        return With(Options with { Timeout = timeout });
    }

    /// <summary>Does not start later than this after Delay.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The duration is not positive.</exception>
    public TaskCall<TResult> ExpiresIn(TimeSpan duration)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(duration, TimeSpan.Zero);
        return With(Options with { ExpiresIn = duration, ExpiresAt = null });
    }

    /// <summary>Does not start after this date.</summary>
    public TaskCall<TResult> ExpiresAt(DateTimeOffset date) => With(Options with { ExpiresAt = date, ExpiresIn = null });

    /// <summary>Its result is kept this long; zero means not at all.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The duration is negative.</exception>
    public TaskCall<TResult> KeepResult(TimeSpan duration)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(duration, TimeSpan.Zero);
        return With(Options with { KeepResult = duration });
    }

    /// <summary>
    /// Has this id. The broker remembers it for <see cref="SendingOptions.RememberFor"/>: sent again within that time, by whomever, it is
    /// accepted and not stored again. For a sender that notes the id (<see cref="TaskId.New()"/>) in its own database first, and sends
    /// again after a crash. Where it is sent much later than its id was made, wait by the handle that Delay returned: one made of the id
    /// alone counts from when the id was made, and believes the result to be gone sooner.
    /// </summary>
    public TaskCall<TResult> WithId(TaskId id) => With(Options with { Id = id });

    /// <summary>
    /// Delay waits this long through an outage of the broker and sends again, so that the task is stored once; zero for not at all.
    /// In a bulk send the longest time of a batch holds for all of it.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The duration is negative or longer than a day.</exception>
    public TaskCall<TResult> WaitForBroker(TimeSpan time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(time, TimeSpan.FromDays(1));
        return With(Options with { WaitForBroker = time });
    }

    /// <summary>A header travels with it; the handler reads it from its <see cref="TaskContext"/>.</summary>
    public TaskCall<TResult> WithHeader(string name, string value) => With(Options.WithHeader(name, value));

    private TaskCall<TResult> With(CallOptions options) => this with { Options = options };
}
