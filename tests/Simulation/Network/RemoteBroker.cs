using TypedTasks.Brokers;
using TypedTasks.Simulation.Engine;

namespace TypedTasks.Simulation.Network;

/// <summary>The broker as one process reaches it: every call is a message there and one back, on connections that may fail.</summary>
internal sealed class RemoteBroker : IBroker
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan RenewDeadline = TimeSpan.FromSeconds(2);

    private readonly World world;
    private readonly SimNode node;
    private readonly Server server;
    private readonly Connection producer;
    private readonly Connection worker;
    private readonly Connection leases;
    private readonly Connection waits;
    private readonly Weather weather;

    // Leases that a task was moved into: the server knows these by another name.
    private readonly HashSet<LeaseId> moved = [];

    public RemoteBroker(World world, SimNode node, Server server, Weather weather)
    {
        this.world = world;
        this.node = node;
        this.server = server;
        this.weather = weather;
        producer = new Connection(world, node, server, weather);
        worker = new Connection(world, node, server, weather);
        leases = new Connection(world, node, server, weather);
        waits = new Connection(world, node, server, weather);
    }

    /// <summary>The subscription of this process, while it has one.</summary>
    public Subscription? Listening { get; private set; }

    public string System => "simulated";

    public void Cut()
    {
        producer.Cut();
        worker.Cut();
        leases.Cut();
        waits.Cut();
        Listening?.Break(TimeSpan.FromMilliseconds(10 + (world.Random.NextDouble() * 2500)));
    }

    /// <summary>Its messages stay under way until after it has connected again.</summary>
    public void FallSilent(TimeSpan during, TimeSpan lateBy)
    {
        producer.FallSilent(during, lateBy);
        worker.FallSilent(during, lateBy);
        leases.FallSilent(during, lateBy);
        waits.FallSilent(during, lateBy);
    }

    public ValueTask ConnectAsync(CancellationToken cancellationToken = default) => new(Call(producer, "connect", static _ => true));

    public ValueTask<TimeSpan> PingAsync(CancellationToken cancellationToken = default) => new(Call(producer, "ping", static _ => TimeSpan.Zero));

    public async ValueTask EnqueueAsync(ReadOnlyMemory<EnqueueItem> items, CancellationToken cancellationToken = default)
    {
        // The caller may use its buffers again once the call has returned, whatever the network still does.
        EnqueueItem[] copy = [.. items.ToArray().Select(static item => item with { Envelope = item.Envelope.ToArray() })];
        try
        {
            await Call(producer, "enqueue", broker => Now(broker.EnqueueAsync(copy)), repeatable: copy.All(static item => item.RememberFor > TimeSpan.Zero));
        }
        catch (BrokerUnavailableException error)
        {
            throw new TaskNotSentException(error.Message, outcomeUnknown: true, 0, error);
        }
    }

    public ValueTask<Lease?> TakeAsync(TakeRequest request, CancellationToken cancellationToken = default) =>
        new(Call(worker, "take", _ => server.Empty.Take(request)));

    public ValueTask<SettleStatus> SettleAsync(Lease lease, IReadOnlyList<Settlement> settlements, CancellationToken cancellationToken = default)
    {
        Settlement[] copy = [.. settlements];
        return new(Call(worker, "settle", broker => Now(broker.SettleAsync(AtServer(lease), copy))));
    }

    public IWaitLink OpenWaitLink() => new WaitLink(this);

    public ILeaseLink OpenLeaseLink() => new LeaseLink(this);

    public ValueTask<PromoteReport> PromoteAsync(int max, CancellationToken cancellationToken = default) =>
        new(Call(worker, "promote", broker => Now(broker.PromoteAsync(max))));

    public ValueTask<RescueReport> RescueAsync(RescueRequest request, CancellationToken cancellationToken = default) =>
        new(Call(worker, "rescue", broker =>
        {
            server.Empty.CloseLapsed();
            return Now(broker.RescueAsync(request));
        }));

    public ValueTask<int> TrimBuriedAsync(TimeSpan keepFor, int keepCount, CancellationToken cancellationToken = default) =>
        new(Call(worker, "trim", broker => Now(broker.TrimBuriedAsync(keepFor, keepCount))));

    public ValueTask WakeAsync(string queue, CancellationToken cancellationToken = default) =>
        new(Call(worker, "wake", broker => Now(broker.WakeAsync(queue))));

    public async ValueTask<IAsyncDisposable> ListenAsync(string session, Action onWake, CancellationToken cancellationToken = default)
    {
        var subscription = new Subscription(world, node, server, weather, session, onWake);
        await Call(worker, "listen", _ => subscription.Begin());
        Listening = subscription;
        return subscription;
    }

    public ValueTask<IReadOnlyList<QueueCounts>> CountAsync(CancellationToken cancellationToken = default) => throw NotSimulated();

    public ValueTask<TaskState> GetStateAsync(TaskId id, CancellationToken cancellationToken = default) =>
        new(Call(producer, "state", broker => Now(broker.GetStateAsync(id))));

    public ValueTask<ParkedTask?> GetScheduledAsync(TaskId id, CancellationToken cancellationToken = default) =>
        new(Call(producer, "scheduled", broker => Now(broker.GetScheduledAsync(id))));

    public ValueTask<ParkedTask?> GetBuriedAsync(TaskId id, CancellationToken cancellationToken = default) =>
        new(Call(producer, "buried", broker => Now(broker.GetBuriedAsync(id))));

    public ValueTask<IReadOnlyList<ReadOnlyMemory<byte>>> ListReadyAsync(Lane lane, int skip, int take, CancellationToken cancellationToken = default) => throw NotSimulated();

    public ValueTask<IReadOnlyList<TakenTasks>> ListTakenAsync(int skip, int take, CancellationToken cancellationToken = default) => throw NotSimulated();

    public ValueTask<IReadOnlyList<ParkedTask>> ListScheduledAsync(int skip, int take, CancellationToken cancellationToken = default) => throw NotSimulated();

    public ValueTask<IReadOnlyList<ParkedTask>> ListBuriedAsync(int skip, int take, CancellationToken cancellationToken = default) => throw NotSimulated();

    public ValueTask<bool> ReplayAsync(TaskId id, CancellationToken cancellationToken = default) =>
        new(Call(producer, "replay", broker => Now(broker.ReplayAsync(id))));

    public ValueTask<bool> DeleteBuriedAsync(TaskId id, CancellationToken cancellationToken = default) =>
        new(Call(producer, "delete", broker => Now(broker.DeleteBuriedAsync(id))));

    public ValueTask<ReadOnlyMemory<byte>?> GetResultAsync(TaskId id, CancellationToken cancellationToken = default) =>
        new(Call(producer, "result", broker => Now(broker.GetResultAsync(id))));

    public ValueTask<IAsyncDisposable> WatchResultAsync(TaskId id, Action onChange, CancellationToken cancellationToken = default) => throw NotSimulated();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    // The state lives in one process and never waits.
    private static T Now<T>(ValueTask<T> done) => done.IsCompleted ? done.Result : throw new InvalidOperationException("The server's state must not wait.");

    private static bool Now(ValueTask done)
    {
        done.GetAwaiter().GetResult();
        return true;
    }

    private static NotSupportedException NotSimulated() => new("The simulated processes do not ask this.");

    private Task<T> Call<T>(Connection connection, string name, Func<IBroker, T> atServer, bool repeatable = true) =>
        connection.CallAsync(name, repeatable, Deadline, () =>
        {
            world.History.Write(world.Now, node.Name, name);
            T reply = atServer(server.Broker);
            server.Empty.Serve();
            return reply;
        });

    private Lease AtServer(Lease lease) => moved.Contains(lease.Id) ? lease with { Id = EmptyLeases.NameOf(lease.Id) } : lease;

    private static T Block<T>(Task<T> call, SimNode node)
    {
        if (!call.IsCompleted && !node.IsDead)
        {
            SimThread.Current.Sleep(wake => call.GetAwaiter().OnCompleted(wake));
        }

        return call.IsCompleted ? call.GetAwaiter().GetResult() : throw new BrokerUnavailableException("The process is dead.");
    }

    /// <summary>A lease keeper's own connection; its thread blocks in simulated time.</summary>
    private sealed class LeaseLink(RemoteBroker broker) : ILeaseLink
    {
        private readonly ILeaseLink atServer = broker.server.Broker.OpenLeaseLink();

        public IReadOnlyList<LeaseId> Renew(IReadOnlyList<Lease> leases, TimeSpan leaseTime)
        {
            Lease[] copy = [.. leases.Select(broker.AtServer)];
            Task<IReadOnlyList<LeaseId>> call = broker.leases.CallAsync("renew", repeatable: true, RenewDeadline, () =>
            {
                broker.world.History.Write(broker.world.Now, broker.node.Name, "renew");
                return atServer.Renew(copy, leaseTime);
            });
            return [.. Block(call, broker.node).Select(static gone => gone with { Session = EmptyLeases.SessionOf(gone.Session) })];
        }

        public void Dispose()
        {
        }
    }

    /// <summary>A fetch loop's own connection, on which it waits; its thread blocks in simulated time.</summary>
    private sealed class WaitLink(RemoteBroker broker) : IWaitLink
    {
        public bool IsUsable => true;

        public Lease? Wait(Lease empty, TimeSpan atMost, CancellationToken interrupt)
        {
            Task<Moved> call = broker.waits.CallAsync<Moved>("wait", repeatable: false, atMost + RenewDeadline, answer =>
            {
                broker.world.History.Write(broker.world.Now, broker.node.Name, "waits");
                broker.server.Empty.Move(empty, atMost, answer);
            });
            try
            {
                using CancellationTokenRegistration registration = interrupt.Register(broker.waits.Cut);
                Moved end = Block(call, broker.node);
                return end.IsRefused ? throw new BrokerUnavailableException("WRONGTYPE") : Came(end.Lease);
            }
            catch (Exception error)
            {
                // The server sees a connection that is gone when it sees it; until then something may still come.
                broker.world.After(TimeSpan.FromMilliseconds(broker.world.Random.Next(1500)), null, () => broker.server.Empty.Forget(empty));
                throw new BrokerUnavailableException($"wait: {error.Message}", error);
            }
        }

        public async ValueTask<Lease?> CloseAsync(Lease empty, TimeSpan leaseTime) =>
            Came(await broker.Call(broker.worker, "close", _ => broker.server.Empty.Close(empty)));

        public void Dispose()
        {
        }

        private Lease? Came(Lease? lease)
        {
            if (lease is not null)
            {
                broker.moved.Add(lease.Id);
            }

            return lease;
        }
    }
}
