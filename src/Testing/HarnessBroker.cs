using System.Text;
using Microsoft.Extensions.DependencyInjection;
using TypedTasks.Brokers;
using TypedTasks.Brokers.InMemory;
using TypedTasks.Envelopes;
using TypedTasks.Envelopes.Sealing;

namespace TypedTasks.Testing;

/// <summary>The in-memory broker, and a record of all that was sent to it.</summary>
/// <param name="inner">The in-memory broker.</param>
/// <param name="services">Where the seal is found, once something is recorded: it is made for the broker, so not before.</param>
internal sealed class HarnessBroker(InMemoryBroker inner, IServiceProvider services) : IBroker, IDisposable
{
    private readonly List<SentTask> sent = [];

    public string System => inner.System;

    /// <summary>All that was sent so far, in order.</summary>
    public IReadOnlyList<SentTask> Sent
    {
        get
        {
            lock (sent)
            {
                return [.. sent];
            }
        }
    }

    public void Forget()
    {
        lock (sent)
        {
            sent.Clear();
        }
    }

    public async ValueTask EnqueueAsync(ReadOnlyMemory<EnqueueItem> items, CancellationToken cancellationToken = default)
    {
        await inner.EnqueueAsync(items, cancellationToken);
        lock (sent)
        {
            foreach (EnqueueItem item in items.Span)
            {
                Record(item);
            }
        }
    }

    public ValueTask ConnectAsync(CancellationToken cancellationToken = default) => inner.ConnectAsync(cancellationToken);

    public ValueTask<TimeSpan> PingAsync(CancellationToken cancellationToken = default) => inner.PingAsync(cancellationToken);

    public ValueTask<Lease?> TakeAsync(TakeRequest request, CancellationToken cancellationToken = default) => inner.TakeAsync(request, cancellationToken);

    public ValueTask<SettleStatus> SettleAsync(Lease lease, IReadOnlyList<Settlement> settlements, CancellationToken cancellationToken = default) =>
        inner.SettleAsync(lease, settlements, cancellationToken);

    public ILeaseLink OpenLeaseLink() => inner.OpenLeaseLink();

    public ValueTask<PromoteReport> PromoteAsync(int max, CancellationToken cancellationToken = default) => inner.PromoteAsync(max, cancellationToken);

    public ValueTask<RescueReport> RescueAsync(RescueRequest request, CancellationToken cancellationToken = default) => inner.RescueAsync(request, cancellationToken);

    public ValueTask<int> TrimBuriedAsync(TimeSpan keepFor, int keepCount, CancellationToken cancellationToken = default) =>
        inner.TrimBuriedAsync(keepFor, keepCount, cancellationToken);

    public ValueTask<IReadOnlyList<QueueCounts>> CountAsync(CancellationToken cancellationToken = default) => inner.CountAsync(cancellationToken);

    public ValueTask<TaskState> GetStateAsync(TaskId id, CancellationToken cancellationToken = default) => inner.GetStateAsync(id, cancellationToken);

    public ValueTask<ParkedTask?> GetScheduledAsync(TaskId id, CancellationToken cancellationToken = default) => inner.GetScheduledAsync(id, cancellationToken);

    public ValueTask<ParkedTask?> GetBuriedAsync(TaskId id, CancellationToken cancellationToken = default) => inner.GetBuriedAsync(id, cancellationToken);

    public ValueTask<IReadOnlyList<ReadOnlyMemory<byte>>> ListReadyAsync(Lane lane, int skip, int take, CancellationToken cancellationToken = default) =>
        inner.ListReadyAsync(lane, skip, take, cancellationToken);

    public ValueTask<IReadOnlyList<TakenTasks>> ListTakenAsync(int skip, int take, CancellationToken cancellationToken = default) =>
        inner.ListTakenAsync(skip, take, cancellationToken);

    public ValueTask<IReadOnlyList<ParkedTask>> ListScheduledAsync(int skip, int take, CancellationToken cancellationToken = default) =>
        inner.ListScheduledAsync(skip, take, cancellationToken);

    public ValueTask<IReadOnlyList<ParkedTask>> ListBuriedAsync(int skip, int take, CancellationToken cancellationToken = default) =>
        inner.ListBuriedAsync(skip, take, cancellationToken);

    public ValueTask<bool> ReplayAsync(TaskId id, CancellationToken cancellationToken = default) => inner.ReplayAsync(id, cancellationToken);

    public ValueTask<bool> DeleteBuriedAsync(TaskId id, CancellationToken cancellationToken = default) => inner.DeleteBuriedAsync(id, cancellationToken);

    public ValueTask<ReadOnlyMemory<byte>?> GetResultAsync(TaskId id, CancellationToken cancellationToken = default) => inner.GetResultAsync(id, cancellationToken);

    public ValueTask<IAsyncDisposable> WatchResultAsync(TaskId id, Action onChange, CancellationToken cancellationToken = default) =>
        inner.WatchResultAsync(id, onChange, cancellationToken);

    public ValueTask<IAsyncDisposable> ListenAsync(string session, Action onWake, CancellationToken cancellationToken = default) =>
        inner.ListenAsync(session, onWake, cancellationToken);

    public ValueTask WakeAsync(string queue, CancellationToken cancellationToken = default) => inner.WakeAsync(queue, cancellationToken);

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    public void Dispose() => inner.Dispose();

    private void Record(EnqueueItem item)
    {
        // The bytes are copied: the sender's buffer is its own again once the send returns.
        byte[] opened = [];
        if (EnvelopeFormat.TryRead(item.Envelope.ToArray(), services.GetService<IEnvelopeSeal>(), ref opened, out TaskEnvelope envelope) != EnvelopeProblem.None)
        {
            return;
        }

        sent.Add(new SentTask
        {
            Id = item.Id,
            Task = Encoding.UTF8.GetString(envelope.Name.Span),
            Queue = item.Lane.Queue,
            Priority = item.Lane.Priority,
            Due = item.Due,
            SentAt = envelope.Header.EnqueuedAt,
            ExpiresAt = envelope.Options.ExpiresAt,
            KeepResult = envelope.Options.KeepResult,
            Headers = envelope.Headers,
            ArgumentBytes = envelope.Arguments,
        });
    }
}
