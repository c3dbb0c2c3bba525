using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using StackExchange.Redis;
using TypedTasks.Brokers;
using TypedTasks.Client;
using TypedTasks.Dispatch;
using TypedTasks.Redis;
using TypedTasks.Simulation.Checking;
using TypedTasks.Simulation.Workload;
using TypedTasks.Worker;

namespace TypedTasks.Simulation.Live;

/// <summary>The runtime's own client and worker on connections of their own. Its death is that of its connections.</summary>
internal sealed class LiveProcess : IProcess, IAsyncDisposable
{
    public static readonly TimeSpan LeaseTime = TimeSpan.FromSeconds(2);

    private static readonly IServiceProvider NoServices = new ServiceCollection().BuildServiceProvider();
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly LiveScene scene;
    private readonly RedisBroker connections;
    private readonly TaskWorker worker;
    private volatile bool isDead;
    private volatile bool isStopping;

    public LiveProcess(string name, LiveSetup setup, bool isNew)
    {
        Name = name;
        scene = setup.Scene;
        connections = new RedisBroker(setup.Configuration, setup.Options);
        Broker = new MortalBroker(new ObservedBroker(setup.Checker, setup.Fault?.Invoke(connections) ?? connections), this);
        Client = new BrokerTaskClient(Broker);
        var options = new WorkerOptions
        {
            Concurrency = 2 + setup.Next(3),
            LeaseTime = LeaseTime,
            RenewEvery = TimeSpan.FromMilliseconds(400),
            StopTimeout = TimeSpan.FromSeconds(1),
            UnknownTaskPeriod = TimeSpan.FromSeconds(4),
            SuspectDelay = TimeSpan.FromMilliseconds(300),
            MaxLease = 1 + setup.Next(10),
        };
        options.Queues("default", "other");
        var habits = new Habits(setup.Next, TimeProvider.System, isNew, Pace: 0.25);
        worker = new TaskWorker(
            Broker,
            new DispatchTable([new SimHandlers(this, setup.Ledger, Client, habits).Module()]),
            options,
            [],
            RuntimeScheduler.Default,
            NoServices,
            NullLoggerFactory.Instance,
            Client);
        scene.Add(this);
    }

    public string Name { get; }

    public IBroker Broker { get; }

    public BrokerTaskClient Client { get; }

    public string Session => worker.Session;

    public bool IsDead => isDead;

    /// <summary>Neither dead nor told to stop.</summary>
    public bool IsWorking => !isDead && !isStopping;

    public async Task StartAsync()
    {
        while (IsWorking)
        {
            try
            {
                await worker.StartAsync();
                return;
            }
            catch (BrokerUnavailableException)
            {
                // A supervisor starts it again.
                await Task.Delay(200);
            }
        }
    }

    public void Kill()
    {
        if (!isDead)
        {
            scene.Write(Name, "killed");
            isDead = true;
            _ = connections.DisposeAsync().AsTask();
        }
    }

    /// <summary>SIGTERM.</summary>
    public async Task StopAsync()
    {
        isStopping = true;
        scene.Write(Name, "stops");
        await worker.StopAsync();
        scene.Coverage.Hit("outcome: stopped");
        scene.Write(Name, "stopped");
        Kill();
    }

    public async ValueTask DisposeAsync()
    {
        // What does not end by itself would hold up only the report.
        await Task.WhenAny(worker.DisposeAsync().AsTask(), Task.Delay(Patience));
        Kill();
    }
}
