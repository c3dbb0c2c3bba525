using TypedTasks.Brokers;
using TypedTasks.Envelopes;
using TypedTasks.Envelopes.Sealing;
using TypedTasks.Serialization;

namespace TypedTasks.Client;

/// <summary>
/// Waits for the outcome of one task: subscribes, reads, and reads again when the broker says that something may have come
/// (also after a reconnect). A slow look of its own is the truth behind the push.
/// </summary>
/// <remarks>
/// It never hangs. Plain work is not indexed by id, so a task that the broker says nothing of is either waiting, running, or
/// settled and forgotten. It is believed to be alive for <paramref name="patience"/> (or its KeepResult, if longer) from the
/// moment it was due, its retries included; then it is given up as gone.
/// </remarks>
internal sealed class OutcomeWaiter(IBroker broker, RuntimeScheduler scheduler, TimeSpan patience, IEnvelopeSeal? seal)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    public async Task<TaskState> GetStateAsync(TaskId id, CancellationToken cancellationToken) =>
        await broker.GetStateAsync(id, cancellationToken);

    /// <summary>The value of the task as MessagePack, or the exception that says why there is none.</summary>
    public async Task<ReadOnlyMemory<byte>> WaitAsync(TaskId id, OutcomeTerms terms, CancellationToken cancellationToken)
    {
        if (terms.KeepResult is { } keep && keep <= TimeSpan.Zero)
        {
            throw new TaskResultNotKeptException(id);
        }

        // Of a task that somebody else sent the outcome is often there already: no subscription for it.
        if (terms.KeepResult is null && await LookAsync(id, cancellationToken) is { Value: { } early })
        {
            return early;
        }

        var signal = new Signal();
        await using IAsyncDisposable watch = await broker.WatchResultAsync(id, signal.Set, cancellationToken);
        DateTimeOffset giveUpAt = terms.GiveUpAt(id, scheduler.Time.GetUtcNow(), patience);
        TimeSpan pause = FirstPause;
        for (bool first = true; ; first = false)
        {
            Task changed = signal.Arm();
            Sight sight = await LookAsync(id, first, cancellationToken);
            if (sight.Value is { } value)
            {
                return value;
            }

            DateTimeOffset now = scheduler.Time.GetUtcNow();
            if (sight.DueAt is { } due && OutcomeTerms.Later(due, patience) is var later && later > giveUpAt)
            {
                giveUpAt = later;
            }

            if (now >= giveUpAt)
            {
                throw new TaskResultGoneException(id);
            }

            await WaitAsync(changed, giveUpAt - now < pause ? giveUpAt - now : pause, cancellationToken);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    private async Task<Sight> LookAsync(TaskId id, bool first, CancellationToken cancellationToken)
    {
        try
        {
            return await LookAsync(id, cancellationToken);
        }
        catch (BrokerUnavailableException) when (!first)
        {
            // An outage in the middle of a wait: the subscription or the next look comes back to it.
            return default;
        }
    }

    private async Task<Sight> LookAsync(TaskId id, CancellationToken cancellationToken)
    {
        if (await broker.GetResultAsync(id, cancellationToken) is { } outcome)
        {
            return new Sight(Read(id, outcome), null);
        }

        switch (await broker.GetStateAsync(id, cancellationToken))
        {
            case TaskState.Done when await broker.GetResultAsync(id, cancellationToken) is { } justCome:
                return new Sight(Read(id, justCome), null);
            case TaskState.Buried when await broker.GetBuriedAsync(id, cancellationToken) is { } buried:
                throw Failed(id, buried.Failure is { } failure ? FailureFormat.Open(failure, seal, SealPurpose.Failure, id) : null);
            case TaskState.Scheduled when await broker.GetScheduledAsync(id, cancellationToken) is { } scheduled:
                return new Sight(null, scheduled.At);
            default:
                return default;
        }
    }

    private ReadOnlyMemory<byte> Read(TaskId id, ReadOnlyMemory<byte> outcome)
    {
        if (ResultFormat.TryRead(outcome, seal, id, out KeptResult? kept) is { } why)
        {
            throw new TaskOutcomeSealedException(id, why);
        }

        return kept switch
        {
            { Value: { } value } => value,
            { Failure: { } failure } => throw Failed(id, failure),
            _ => throw new PayloadException($"The kept outcome of task {id} is of a form that this version does not know."),
        };
    }

    private static TypedTasksException Failed(TaskId id, Failure? failure) => failure switch
    {
        null => new TaskFailedException(id, BuryReason.Exhausted, null, "The dead letter says no reason.", null),
        { Reason: BuryReason.Expired } => new TaskResultExpiredException(id),
        _ => new TaskFailedException(id, failure.Reason ?? BuryReason.Exhausted, failure.ErrorType, failure.Message, failure.StackTrace),
    };

    private async Task WaitAsync(Task changed, TimeSpan pause, CancellationToken cancellationToken)
    {
        await scheduler.EndsWithin(changed, pause, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
    }

    /// <summary>What one look at the broker showed: the value, or when the task is due.</summary>
    private readonly record struct Sight(ReadOnlyMemory<byte>? Value, DateTimeOffset? DueAt);

    /// <summary>Set by the broker on any thread, armed by the waiter before each look so that no change falls between.</summary>
    private sealed class Signal
    {
        private TaskCompletionSource current = New();

        public void Set() => Volatile.Read(ref current).TrySetResult();

        public Task Arm()
        {
            if (current.Task.IsCompleted)
            {
                Volatile.Write(ref current, New());
            }

            return current.Task;
        }

        private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
