using TypedTasks.Envelopes;

namespace TypedTasks.Brokers.InMemory;

public sealed partial class InMemoryBroker
{
    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<QueueCounts>> CountAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (gate)
        {
            return ValueTask.FromResult<IReadOnlyList<QueueCounts>>(
            [
                .. queues.Values
                    .OrderBy(static queue => queue.Name, StringComparer.Ordinal)
                    .Select(static queue => new QueueCounts(queue.Name, queue.Ready, queue.Taken, queue.Scheduled, queue.Buried)),
            ]);
        }
    }

    /// <inheritdoc/>
    public ValueTask<TaskState> GetStateAsync(TaskId id, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (gate)
        {
            return ValueTask.FromResult(
                scheduled.Find(id) is not null ? TaskState.Scheduled
                : buried.Find(id) is not null ? TaskState.Buried
                : FindResult(id) is { } outcome && ResultFormat.Read(outcome) is { IsCompleted: true } ? TaskState.Done

                // A kept failure tells nothing: the dead letter it belonged to was deleted or dropped.
                : TaskState.Unknown);
        }
    }

    /// <inheritdoc/>
    public ValueTask<ParkedTask?> GetScheduledAsync(TaskId id, CancellationToken cancellationToken = default) =>
        FindAsync(scheduled, id, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<ParkedTask?> GetBuriedAsync(TaskId id, CancellationToken cancellationToken = default) =>
        FindAsync(buried, id, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ReadOnlyMemory<byte>>> ListReadyAsync(Lane lane, int skip, int take, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        BrokerArguments.Check(lane);
        take = BrokerArguments.CheckPage(skip, take);
        lock (gate)
        {
            IEnumerable<byte[]> envelopes = queues.GetValueOrDefault(lane.Queue)?.Find(lane)?.All() ?? [];
            return ValueTask.FromResult<IReadOnlyList<ReadOnlyMemory<byte>>>([.. envelopes.Skip(skip).Take(take).Select(static one => (ReadOnlyMemory<byte>)one)]);
        }
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<TakenTasks>> ListTakenAsync(int skip, int take, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        take = BrokerArguments.CheckPage(skip, take);
        lock (gate)
        {
            return ValueTask.FromResult<IReadOnlyList<TakenTasks>>(
            [
                .. leases
                    .OrderBy(static lease => MemberOf(lease.Key, lease.Value), StringComparer.Ordinal)
                    .Skip(skip)
                    .Take(take)
                    .Select(static lease => new TakenTasks(lease.Value.Lane, [.. lease.Value.Show().Where(static slot => !slot.IsEmpty)])),
            ]);
        }
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ParkedTask>> ListScheduledAsync(int skip, int take, CancellationToken cancellationToken = default) =>
        PageAsync(scheduled.OldestFirst, skip, take, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ParkedTask>> ListBuriedAsync(int skip, int take, CancellationToken cancellationToken = default) =>
        PageAsync(buried.NewestFirst, skip, take, cancellationToken);

    private ValueTask<ParkedTask?> FindAsync(ParkedStore store, TaskId id, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (gate)
        {
            return ValueTask.FromResult(store.Find(id) is { } parked ? Show(parked) : null);
        }
    }

    private ValueTask<IReadOnlyList<ParkedTask>> PageAsync(Func<IEnumerable<Parked>> order, int skip, int take, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        take = BrokerArguments.CheckPage(skip, take);
        lock (gate)
        {
            return ValueTask.FromResult<IReadOnlyList<ParkedTask>>([.. order().Skip(skip).Take(take).Select(Show)]);
        }
    }

    private static ParkedTask Show(Parked parked) =>
        new(parked.Id, parked.Lane, Moment.ToDate(parked.At), FailureFormat.Read(parked.Failure), parked.Envelope);
}
