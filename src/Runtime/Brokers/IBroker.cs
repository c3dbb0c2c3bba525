using System.Globalization;
using TypedTasks.Envelopes;

namespace TypedTasks.Brokers;

/// <summary>
/// All that a broker is, as a sum of small ports. A new broker implements these, subclasses the conformance suite, and
/// nothing else moves. Every call has a deadline of the broker's own; when it passes, the outcome is unknown, not failed.
/// </summary>
/// <remarks>
/// A broker that cannot be reached throws <see cref="BrokerUnavailableException"/> from every call; one that may have done
/// what was asked throws <see cref="TaskNotSentException"/> (enqueue) or the same call may be sent again (all others).
/// </remarks>
public interface IBroker : IEnqueuePort, ITakePort, ISettlePort, ILeasePort, IMaintenancePort, IInspectionPort, IResultPort, IWakePort, IAsyncDisposable
{
    /// <summary>What it is, for messages and telemetry: <c>redis</c>, <c>memory</c>.</summary>
    string System { get; }

    /// <summary>What keeps its tasks apart from those of others on the same server; seals are bound to it. Empty where there is nothing like it.</summary>
    string Namespace => string.Empty;

    /// <summary>Connects and checks that the broker can be used.</summary>
    /// <exception cref="BrokerUnavailableException">It cannot; the message names the endpoint and the remedy. Thrown within 5 s.</exception>
    ValueTask ConnectAsync(CancellationToken cancellationToken = default);

    /// <summary>A round trip to the broker, for a health check.</summary>
    ValueTask<TimeSpan> PingAsync(CancellationToken cancellationToken = default);
}

/// <summary>nothing -> Ready or Scheduled.</summary>
public interface IEnqueuePort
{
    /// <summary>
    /// Stores the items, in their order, and wakes idle workers. Durable as the broker is when it returns. A call whose items are all for one lane
    /// at once, and neither remembered nor limited, lies behind such a call that was begun before it, also where that has not returned yet; only before
    /// the first call has returned, while the broker may still be connected, need that not be so.
    /// </summary>
    /// <exception cref="ArgumentException">A lane was never made, or an envelope is shorter than its header; nothing is stored.</exception>
    /// <exception cref="TaskNotSentException">Some were not stored, or it is unknown; it says how many were for certain.</exception>
    /// <exception cref="QueueFullException">A queue has no room; all before the first item without room are stored, nothing after it.</exception>
    ValueTask EnqueueAsync(ReadOnlyMemory<EnqueueItem> items, CancellationToken cancellationToken = default);
}

/// <summary>Ready -> Taken.</summary>
public interface ITakePort
{
    /// <summary>
    /// Moves envelopes of one lane into a lease, or enters the idle lists that are asked for where all lanes are empty, in one step. The leases
    /// of a session are numbered upwards in the order of its takes, of which several may be under way: sent again, a take gives the same lease
    /// while that exists and nothing afterwards, however late a copy arrives.
    /// </summary>
    /// <returns>
    /// The lease, or null where all lanes are empty (the session is then in the idle lists it asked for), or where this session has taken since or had its answer. An empty
    /// lease (<see cref="Lease.IsEmpty"/>) where all are empty and one was asked for.
    /// </returns>
    ValueTask<Lease?> TakeAsync(TakeRequest request, CancellationToken cancellationToken = default);
}

/// <summary>Taken -> Done, Scheduled, Ready or Buried.</summary>
public interface ISettlePort
{
    /// <summary>Settles slots of one lease; each settlement is one atomic step. With the last slot the lease is gone.</summary>
    ValueTask<SettleStatus> SettleAsync(Lease lease, IReadOnlyList<Settlement> settlements, CancellationToken cancellationToken = default);
}

/// <summary>Keeps leases alive, on a connection that nothing else shares.</summary>
public interface ILeasePort
{
    /// <summary>Opens the connection of a lease keeper. It connects on first use and again after a failure.</summary>
    ILeaseLink OpenLeaseLink();
}

/// <summary>A lease keeper's own connection. Its calls block: they run on the keeper's thread.</summary>
public interface ILeaseLink : IDisposable
{
    /// <summary>Sets the deadline of each lease that still exists to now + <paramref name="leaseTime"/>.</summary>
    /// <returns>The leases that no longer exist.</returns>
    /// <exception cref="BrokerUnavailableException">It is unknown whether they were renewed; try again.</exception>
    IReadOnlyList<LeaseId> Renew(IReadOnlyList<Lease> leases, TimeSpan leaseTime);
}

/// <summary>What any worker does for all: nobody leads, each ticks with jitter, the broker throttles.</summary>
public interface IMaintenancePort
{
    /// <summary>Scheduled -> Ready for what is due, oldest first.</summary>
    /// <returns>How many were promoted, and when the next is due.</returns>
    ValueTask<PromoteReport> PromoteAsync(int max, CancellationToken cancellationToken = default);

    /// <summary>Taken -> Ready (suspect), Scheduled or Buried for leases that lapsed.</summary>
    ValueTask<RescueReport> RescueAsync(RescueRequest request, CancellationToken cancellationToken = default);

    /// <summary>Drops the oldest dead letters beyond a bound.</summary>
    /// <returns>How many were dropped.</returns>
    ValueTask<int> TrimBuriedAsync(TimeSpan keepFor, int keepCount, CancellationToken cancellationToken = default);
}

/// <summary>What a promotion did.</summary>
/// <param name="Promoted">How many tasks became ready.</param>
/// <param name="NextDue">How long until the next is due, by the broker's clock; null where nothing is scheduled.</param>
public readonly record struct PromoteReport(int Promoted, TimeSpan? NextDue);

/// <summary>How lapsed leases are to be rescued.</summary>
/// <param name="LeaseTime">The length of a lease; also the grace after a pause, a restart or a clock step.</param>
/// <param name="DeliveryLimit">A task that lapsed this often in a lease of one is buried as poison.</param>
/// <param name="SuspectDelay">The wait before the second delivery of a suspect; it grows fourfold from there, to a day at most.</param>
public sealed record RescueRequest(TimeSpan LeaseTime, int DeliveryLimit, TimeSpan SuspectDelay)
{
    /// <summary>Why a task that reached the limit is buried.</summary>
    /// <param name="at">When.</param>
    public Failure Poison(DateTimeOffset at) => new(
        BuryReason.Poison,
        null,
        string.Create(CultureInfo.InvariantCulture, $"Its worker died each time while this task ran alone, {DeliveryLimit} times: the delivery limit."),
        null,
        at);
}

/// <summary>What a rescue did.</summary>
/// <param name="Leases">How many leases had lapsed.</param>
/// <param name="Rescued">How many tasks are ready or scheduled again.</param>
/// <param name="Buried">How many tasks were buried as poison.</param>
public readonly record struct RescueReport(int Leases, int Rescued, int Buried);

/// <summary>Wake-ups: hints, not the truth. A lost one costs latency, never work. A worker waits for them once a take found nothing (<see cref="TakeRequest.IdleOn"/>).</summary>
public interface IWakePort
{
    /// <summary>Listens on the worker's own channel; that it does is also how others see it alive.</summary>
    /// <param name="session">The worker's session.</param>
    /// <param name="onWake">Called on any thread; must not block.</param>
    /// <param name="cancellationToken">Cancels the subscription's start.</param>
    ValueTask<IAsyncDisposable> ListenAsync(string session, Action onWake, CancellationToken cancellationToken = default);

    /// <summary>Wakes one idle worker of a queue: called by a worker that leaves work behind.</summary>
    ValueTask WakeAsync(string queue, CancellationToken cancellationToken = default);

    /// <summary>Opens the connection on which a fetch loop waits for the next task. It connects on first use and again after a failure.</summary>
    /// <returns>Null where a wake-up and a take behind it are as quick.</returns>
    IWaitLink? OpenWaitLink() => null;
}

/// <summary>
/// A fetch loop's own connection, on which the broker moves the next envelope of a lane into an empty lease by itself and says so: a task finds an idle worker without a wake-up
/// and a take behind it. Only its own lane comes so: for all others there are wake-ups.
/// </summary>
public interface IWaitLink : IDisposable
{
    /// <summary>Whether the broker can; false once it has refused, for this user or for good.</summary>
    bool IsUsable { get; }

    /// <summary>Blocks until an envelope comes into the lane of an empty lease, and is in that lease. At most one envelope comes into a lease so, and nobody waits in it again after an exception.</summary>
    /// <param name="empty">What a take left.</param>
    /// <param name="atMost">How long; well below the length of the lease, which nobody renews meanwhile.</param>
    /// <param name="interrupt">Breaks the wait off, which costs a new connection.</param>
    /// <returns>The lease, its deadline that of the take; null where nothing came, for certain: a take may then name it as <see cref="TakeRequest.Replaces"/>.</returns>
    /// <exception cref="BrokerUnavailableException">It is unknown whether something came: <see cref="CloseAsync"/> tells.</exception>
    Lease? Wait(Lease empty, TimeSpan atMost, CancellationToken interrupt);

    /// <summary>Lets nothing come into an empty lease any more, whatever still waits for it.</summary>
    /// <returns>The lease where something had come, its deadline set anew; null where nothing had, and it is gone.</returns>
    /// <exception cref="BrokerUnavailableException">It is unknown; try again.</exception>
    ValueTask<Lease?> CloseAsync(Lease empty, TimeSpan leaseTime);
}

/// <summary>Kept outcomes.</summary>
public interface IResultPort
{
    /// <summary>Reads an outcome.</summary>
    /// <returns>In <see cref="Envelopes.ResultFormat"/>, or null.</returns>
    ValueTask<ReadOnlyMemory<byte>?> GetResultAsync(TaskId id, CancellationToken cancellationToken = default);

    /// <summary>Calls back when an outcome may have come, also after a reconnect.</summary>
    ValueTask<IAsyncDisposable> WatchResultAsync(TaskId id, Action onChange, CancellationToken cancellationToken = default);
}
