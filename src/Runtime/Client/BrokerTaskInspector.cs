using System.Text;
using TypedTasks.Brokers;
using TypedTasks.Envelopes;
using TypedTasks.Envelopes.Sealing;

namespace TypedTasks.Client;

/// <summary>Reads what a broker holds as the nouns of its users.</summary>
/// <param name="broker">The inspected broker.</param>
/// <param name="scheduler">Whose clock paces a replay.</param>
/// <param name="seal">Opens what is said of failures; null where there are no keys. Names of tasks need none.</param>
public sealed class BrokerTaskInspector(IInspectionPort broker, RuntimeScheduler scheduler, IEnvelopeSeal? seal = null) : ITaskInspector
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<QueueCounts>> CountAsync(CancellationToken cancellationToken = default) =>
        await broker.CountAsync(cancellationToken);

    /// <inheritdoc/>
    public async Task<TaskState> GetStateAsync(TaskId id, CancellationToken cancellationToken = default) =>
        await broker.GetStateAsync(id, cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ScheduledTask>> ListScheduledAsync(int skip = 0, int take = 100, CancellationToken cancellationToken = default)
    {
        CheckPage(skip, take);
        return [.. (await broker.ListScheduledAsync(skip, take, cancellationToken)).Select(Scheduled)];
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<DeadLetter>> ListDeadLettersAsync(int skip = 0, int take = 100, CancellationToken cancellationToken = default)
    {
        CheckPage(skip, take);
        return [.. (await broker.ListBuriedAsync(skip, take, cancellationToken)).Select(Buried)];
    }

    /// <inheritdoc/>
    public async Task<DeadLetter?> FindDeadLetterAsync(TaskId id, CancellationToken cancellationToken = default) =>
        await broker.GetBuriedAsync(id, cancellationToken) is { } parked ? Buried(parked) : null;

    /// <inheritdoc/>
    public async Task<bool> ReplayAsync(TaskId id, CancellationToken cancellationToken = default) =>
        await broker.ReplayAsync(id, cancellationToken);

    /// <inheritdoc/>
    public async Task<int> ReplayManyAsync(ReplayOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new ReplayOptions();
        ArgumentOutOfRangeException.ThrowIfNegative(options.Max, nameof(options));
        if (options.PerSecond is { } rate)
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rate, nameof(options));
        }

        List<TaskId> ids = await FindAsync(options.Where, cancellationToken);
        long start = scheduler.Time.GetTimestamp();
        int replayed = 0;
        for (int i = ids.Count - 1; i >= 0 && replayed < options.Max; i--)
        {
            if (options.PerSecond is { } perSecond)
            {
                TimeSpan ahead = TimeSpan.FromSeconds(replayed / perSecond) - scheduler.Time.GetElapsedTime(start);
                if (ahead > TimeSpan.Zero)
                {
                    await scheduler.Delay(ahead, cancellationToken);
                }
            }

            replayed += await broker.ReplayAsync(ids[i], cancellationToken) ? 1 : 0;
        }

        return replayed;
    }

    /// <inheritdoc/>
    public async Task<bool> DeleteDeadLetterAsync(TaskId id, CancellationToken cancellationToken = default) =>
        await broker.DeleteBuriedAsync(id, cancellationToken);

    // All ids first, the newest first: what is buried meanwhile shifts the pages, so one may be seen twice, none is missed.
    private async Task<List<TaskId>> FindAsync(Func<DeadLetter, bool>? where, CancellationToken cancellationToken)
    {
        var seen = new HashSet<TaskId>();
        var ids = new List<TaskId>();
        for (int skip = 0; ; skip += ITaskInspector.MaxPage)
        {
            IReadOnlyList<ParkedTask> page = await broker.ListBuriedAsync(skip, ITaskInspector.MaxPage, cancellationToken);
            foreach (ParkedTask parked in page)
            {
                if (seen.Add(parked.Id) && (where is null || where(Buried(parked))))
                {
                    ids.Add(parked.Id);
                }
            }

            if (page.Count < ITaskInspector.MaxPage)
            {
                return ids;
            }
        }
    }

    private static void CheckPage(int skip, int take)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(skip);
        ArgumentOutOfRangeException.ThrowIfLessThan(take, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(take, ITaskInspector.MaxPage);
    }

    private ScheduledTask Scheduled(ParkedTask parked)
    {
        EnvelopeHeader.TryRead(parked.Envelope.Span, out EnvelopeHeader header);
        return new ScheduledTask
        {
            Id = parked.Id,
            Task = NameOf(parked.Envelope),
            Queue = parked.Lane.Queue,
            DueAt = parked.At,
            Attempts = header.Attempts,
            ErrorMessage = FailureOf(parked)?.Message,
            Size = parked.Envelope.Length,
        };
    }

    private DeadLetter Buried(ParkedTask parked)
    {
        Failure? failure = FailureOf(parked);
        bool readable = EnvelopeHeader.TryRead(parked.Envelope.Span, out EnvelopeHeader header);
        return new DeadLetter
        {
            Id = parked.Id,
            Task = NameOf(parked.Envelope),
            Queue = parked.Lane.Queue,
            Reason = failure?.Reason,
            ErrorType = failure?.ErrorType,
            ErrorMessage = failure?.Message ?? "The dead letter says no reason.",
            StackTrace = failure?.StackTrace,
            Attempts = header.Attempts,
            EnqueuedAt = readable ? header.EnqueuedAt : null,
            BuriedAt = parked.At,
            Envelope = parked.Envelope,
        };
    }

    private Failure? FailureOf(ParkedTask parked) =>
        parked.Failure is { } failure ? FailureFormat.Open(failure, seal, SealPurpose.Failure, parked.Id) : null;

    private static string? NameOf(ReadOnlyMemory<byte> bytes) =>
        EnvelopeFormat.TryRead(bytes, out TaskEnvelope envelope) is EnvelopeProblem.None or EnvelopeProblem.UnknownKey ? Encoding.UTF8.GetString(envelope.Name.Span) : null;
}
