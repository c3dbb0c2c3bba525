using System.Collections.Concurrent;
using System.Threading.Channels;
using TypedTasks.Brokers;

namespace TypedTasks.BrokerConformance.Workers;

/// <summary>Notes what a worker asks of its broker, and fails or lies when a test says so.</summary>
public sealed class WatchedBroker(IBroker inner) : BrokerDecorator(inner)
{
    private readonly Channel<Settlement> settled = Channel.CreateUnbounded<Settlement>();
    private readonly ConcurrentDictionary<int, TaskCompletionSource> renewed = new();
    private IAsyncDisposable? listening;

    public ConcurrentQueue<TakeRequest> Takes { get; } = new();

    /// <summary>The settle calls that were let through, one list a call.</summary>
    public ConcurrentQueue<IReadOnlyList<Settlement>> SettleCalls { get; } = new();

    public ConcurrentQueue<IReadOnlyList<Lease>> Renewals { get; } = new();

    public ConcurrentQueue<RescueRequest> Rescues { get; } = new();

    /// <summary>Every call throws while it is set.</summary>
    public bool Down { get; set; }

    /// <summary>What settling throws, or null.</summary>
    public Exception? RefusesToSettle { get; set; }

    /// <summary>Renewals throw while it is set.</summary>
    public bool LinkDown { get; set; }

    /// <summary>Says of every lease that it is gone.</summary>
    public bool AllLeasesGone { get; set; }

    /// <summary>Runs before a take reaches the broker; what it throws the worker sees.</summary>
    public Action? BeforeTake { get; set; }

    /// <summary>Runs after a take reached the broker; what it throws the worker sees, as if the reply were lost.</summary>
    public Action? AfterTake { get; set; }

    /// <summary>What the reply of a take waits for before the worker sees it.</summary>
    public Func<TakeRequest, Task>? HoldReply { get; set; }

    public Action? AfterRenewal { get; set; }

    /// <summary>Its process dies: nothing that it does reaches the broker any more, and nobody listens.</summary>
    public async Task KillAsync()
    {
        Down = true;
        if (listening is not null)
        {
            await listening.DisposeAsync();
        }
    }

    /// <summary>Ends with the renewal of this number, the first is 1.</summary>
    public Task RenewedAsync(int number)
    {
        TaskCompletionSource source = renewed.GetOrAdd(number, static _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        if (Renewals.Count >= number)
        {
            source.TrySetResult();
        }

        return source.Task;
    }

    /// <summary>The next settlement that the broker wrote.</summary>
    public async Task<Settlement> NextAsync() => await settled.Reader.ReadAsync();

    public bool TryNext(out Settlement? settlement) => settled.Reader.TryRead(out settlement);

    public override async ValueTask<Lease?> TakeAsync(TakeRequest request, CancellationToken cancellationToken = default)
    {
        Takes.Enqueue(request);
        BeforeTake?.Invoke();
        ThrowIf(Down);
        Lease? lease = await Inner.TakeAsync(request, cancellationToken);
        AfterTake?.Invoke();
        if (HoldReply is { } hold)
        {
            await hold(request);
        }

        return lease;
    }

    public override async ValueTask<SettleStatus> SettleAsync(Lease lease, IReadOnlyList<Settlement> settlements, CancellationToken cancellationToken = default)
    {
        ThrowIf(Down);
        if (RefusesToSettle is { } refusal)
        {
            throw refusal;
        }

        SettleStatus status = await Inner.SettleAsync(lease, settlements, cancellationToken);
        SettleCalls.Enqueue(settlements);
        if (status == SettleStatus.Settled)
        {
            foreach (Settlement settlement in settlements)
            {
                settled.Writer.TryWrite(settlement);
            }
        }

        return status;
    }

    public override ValueTask<RescueReport> RescueAsync(RescueRequest request, CancellationToken cancellationToken = default)
    {
        Rescues.Enqueue(request);
        ThrowIf(Down);
        return Inner.RescueAsync(request, cancellationToken);
    }

    public override ValueTask<PromoteReport> PromoteAsync(int max, CancellationToken cancellationToken = default)
    {
        ThrowIf(Down);
        return Inner.PromoteAsync(max, cancellationToken);
    }

    public override async ValueTask<IAsyncDisposable> ListenAsync(string session, Action onWake, CancellationToken cancellationToken = default) =>
        listening = await Inner.ListenAsync(session, onWake, cancellationToken);

    public override ValueTask WakeAsync(string queue, CancellationToken cancellationToken = default)
    {
        ThrowIf(Down);
        return Inner.WakeAsync(queue, cancellationToken);
    }

    public override ILeaseLink OpenLeaseLink() => new Link(this, Inner.OpenLeaseLink());

    private static void ThrowIf(bool down)
    {
        if (down)
        {
            throw new BrokerUnavailableException("The test says so.");
        }
    }

    private sealed class Link(WatchedBroker broker, ILeaseLink inner) : ILeaseLink
    {
        public IReadOnlyList<LeaseId> Renew(IReadOnlyList<Lease> leases, TimeSpan leaseTime)
        {
            ThrowIf(broker.Down || broker.LinkDown);
            IReadOnlyList<LeaseId> gone = broker.AllLeasesGone ? [.. leases.Select(lease => lease.Id)] : inner.Renew(leases, leaseTime);
            broker.Renewals.Enqueue([.. leases]);
            broker.renewed.GetOrAdd(broker.Renewals.Count, static _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
            broker.AfterRenewal?.Invoke();
            return gone;
        }

        public void Dispose() => inner.Dispose();
    }
}
