using System.Collections.Concurrent;
using TypedTasks.BrokerConformance;
using TypedTasks.Brokers;

namespace TypedTasks.Runtime.Tests.Worker;

/// <summary>The in-memory broker with empty leases, into which a task comes when a test says so.</summary>
internal sealed class WaitingBroker(IBroker inner) : BrokerDecorator(inner), IWaitLink
{
    private readonly ConcurrentQueue<Func<Lease?>> ends = new();
    private readonly SemaphoreSlim ended = new(0);
    private int interrupted;
    private Lease? lost;

    /// <summary>What was waited in, in this order.</summary>
    public ConcurrentQueue<Lease> Waits { get; } = new();

    /// <summary>Of each take, whether it would leave an empty lease, and how many it brought.</summary>
    public ConcurrentQueue<(bool Waits, int Brought)> Takes { get; } = new();

    /// <summary>The thread that waits.</summary>
    public Thread? Thread { get; private set; }

    /// <summary>How many waits were broken off.</summary>
    public int Interrupted => Volatile.Read(ref interrupted);

    /// <summary>What was closed, in this order.</summary>
    public ConcurrentQueue<Lease> Closed { get; } = new();

    /// <summary>Whether wake-ups are lost: what comes, comes into the empty lease or with a poll.</summary>
    public bool IsDeaf { get; set; }

    public bool IsUsable { get; set; } = true;

    /// <summary>Whether it was disposed, as its user ended.</summary>
    public bool IsDisposed { get; private set; }

    /// <summary>A task of the lane comes into the empty lease that is waited in, now or next.</summary>
    public void Come(Action? beforeItIsHeard = null) => End(() =>
    {
        Lease? lease = Fill(Waits.Last());
        beforeItIsHeard?.Invoke();
        return lease;
    });

    /// <summary>The same, and the answer is lost.</summary>
    public void ComeUnheard() => End(() =>
    {
        lost = Fill(Waits.Last());
        throw new BrokerUnavailableException("The test says so.");
    });

    /// <summary>The wait ends, and nobody knows how.</summary>
    public void Break() => End(static () => throw new BrokerUnavailableException("The test says so."));

    /// <summary>Nothing came in time.</summary>
    public void Pass() => End(static () => null);

    public override IWaitLink? OpenWaitLink() => this;

    // Every take has two names below: the second is for what comes into its empty lease.
    public override async ValueTask<Lease?> TakeAsync(TakeRequest request, CancellationToken cancellationToken = default)
    {
        Lease? lease = await base.TakeAsync(request with { Lease = Name(request.Lease, 0), WaitIn = null, Replaces = null }, cancellationToken);
        Takes.Enqueue((request.WaitIn is not null, lease?.Envelopes.Count ?? 0));
        return lease ?? (request.WaitIn is { } lane ? new Lease(request.Lease, lane, [], 0) : null);
    }

    public override ValueTask<IAsyncDisposable> ListenAsync(string session, Action onWake, CancellationToken cancellationToken = default) =>
        base.ListenAsync(
            session,
            () =>
            {
                if (!IsDeaf)
                {
                    onWake();
                }
            },
            cancellationToken);

    public Lease? Wait(Lease empty, TimeSpan atMost, CancellationToken interrupt)
    {
        Thread = Thread.CurrentThread;
        Waits.Enqueue(empty);
        using CancellationTokenRegistration registration = interrupt.Register(() =>
        {
            Interlocked.Increment(ref interrupted);
            Break();
        });
        ended.Wait(CancellationToken.None);
        Assert.True(ends.TryDequeue(out Func<Lease?>? end));
        return end();
    }

    public ValueTask<Lease?> CloseAsync(Lease empty, TimeSpan leaseTime)
    {
        Closed.Enqueue(empty);
        return ValueTask.FromResult(Interlocked.Exchange(ref lost, null));
    }

    public void Dispose() => IsDisposed = true;

    private static LeaseId Name(LeaseId lease, int which) => new(lease.Session, (lease.Sequence * 2) + which);

    private Lease? Fill(Lease empty)
    {
        ValueTask<Lease?> taken = Inner.TakeAsync(new TakeRequest(Name(empty.Id, 1), [empty.Lane], 1, 1 << 20, TimeSpan.FromSeconds(15)));
        Assert.True(taken.IsCompletedSuccessfully);
        return taken.Result;
    }

    private void End(Func<Lease?> end)
    {
        ends.Enqueue(end);
        ended.Release();
    }
}
