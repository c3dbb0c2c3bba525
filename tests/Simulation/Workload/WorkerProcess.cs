using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using TypedTasks.Client;
using TypedTasks.Dispatch;
using TypedTasks.Simulation.Checking;
using TypedTasks.Simulation.Engine;
using TypedTasks.Simulation.Network;
using TypedTasks.Worker;

namespace TypedTasks.Simulation.Workload;

/// <summary>One worker process: the runtime's own client and worker on a simulated machine.</summary>
internal sealed class WorkerProcess
{
    public static readonly TimeSpan LeaseTime = TimeSpan.FromSeconds(5);

    private static readonly IServiceProvider NoServices = new ServiceCollection().BuildServiceProvider();

    private readonly World world;
    private readonly TaskWorker worker;

    public WorkerProcess(World world, string name, Server server, Weather weather, Ledger ledger, bool isNew)
    {
        this.world = world;
        Node = new SimNode(world, name);
        var scheduler = new SimScheduler(Node);
        Broker = new RemoteBroker(world, Node, server, weather);
        var client = new BrokerTaskClient(Broker, scheduler: scheduler);
        var options = new WorkerOptions
        {
            Concurrency = 1 + world.Random.Next(4),
            LeaseTime = LeaseTime,
            RenewEvery = TimeSpan.FromMilliseconds(500),
            StopTimeout = TimeSpan.FromSeconds(3),
            UnknownTaskPeriod = TimeSpan.FromSeconds(10),
            SuspectDelay = TimeSpan.FromMilliseconds(500),
            MaxLease = 1 + world.Random.Next(20),
            KeepDeadLetters = 1 + world.Random.Next(10),
        };
        options.Queues("default", "other");
        worker = new TaskWorker(
            Broker,
            new DispatchTable([new SimHandlers(Node, ledger, client, new Habits(world.Random.Next, new SimTime(Node), isNew)).Module()]),
            options,
            [],
            scheduler,
            NoServices,
            NullLoggerFactory.Instance,
            client);
    }

    public SimNode Node { get; }

    public RemoteBroker Broker { get; }

    public string Session => worker.Session;

    /// <summary>It was stopped and its process has ended.</summary>
    public bool HasEnded { get; private set; }

    public bool IsStopping { get; private set; }

    public void Start() => world.Soon(Node, () => _ = StartAsync());

    /// <summary>SIGTERM.</summary>
    public void Stop()
    {
        if (!IsStopping && worker.State == WorkerState.Working)
        {
            IsStopping = true;
            world.History.Write(world.Now, Node.Name, "stops");
            world.Soon(Node, () => _ = StopAsync());
        }
    }

    private async Task StartAsync()
    {
        while (true)
        {
            try
            {
                await worker.StartAsync();
                return;
            }
            catch (BrokerUnavailableException)
            {
                // A supervisor starts it again.
                await new SimScheduler(Node).Delay(TimeSpan.FromMilliseconds(500));
            }
        }
    }

    private async Task StopAsync()
    {
        long begun = world.Now;
        await worker.StopAsync();
        world.Coverage.Hit(worker.Running > 0 ? "outcome: stopped with deaf handlers" : "outcome: stopped");
        world.History.Write(world.Now, Node.Name, $"stopped after {(world.Now - begun) / TimeSpan.TicksPerMillisecond} ms");
        HasEnded = true;
        Node.Kill();
    }
}
