using TypedTasks.Brokers;
using TypedTasks.Simulation.Checking;
using TypedTasks.Simulation.Engine;
using TypedTasks.Simulation.Network;
using TypedTasks.Simulation.Workload;

namespace TypedTasks.Simulation.Plan;

/// <summary>One world from beginning to end: workers, a sender, faults, healing, and the last judgement.</summary>
internal sealed class Simulated
{
    private static readonly TimeSpan Sending = TimeSpan.FromSeconds(12);
    private static readonly TimeSpan Faults = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly World world;
    private readonly SimScene scene;
    private readonly int wanted;
    private int started;

    private Simulated(int seed, bool history, Func<IBroker, IBroker>? fault)
    {
        world = new World(seed);
        world.History.IsOn = history;
        Server = new Server(world);
        IBroker inner = fault is null ? Server.State : fault(Server.State);
        scene = new SimScene(world, Server, Fleet);
        Ledger = new Ledger(scene);
        Checker = new Checker(scene, Ledger, WorkerProcess.LeaseTime);
        Server.Broker = new ObservedBroker(Checker, inner);
        Server.Empty.OnLeft = Checker.LeftEmpty;
        Server.Empty.OnConfirmed = Checker.Confirmed;
        Producer = new Producer(world, Server, Weather, Ledger);
        wanted = 1 + world.Random.Next(3);
    }

    public Server Server { get; }

    public Weather Weather { get; } = Weather.Fine;

    public Ledger Ledger { get; }

    public Fleet Fleet { get; } = new();

    public Checker Checker { get; }

    public Producer Producer { get; }

    /// <summary>No more faults; all must come to a good end.</summary>
    public bool IsHealed { get; set; }

    /// <summary>Lives through the world of a seed.</summary>
    /// <param name="seed">Decides everything.</param>
    /// <param name="history">Whether a history is written.</param>
    /// <param name="fault">A deliberately wrong broker around the right one, or null.</param>
    public static Report Run(int seed, bool history = false, Func<IBroker, IBroker>? fault = null)
    {
        SynchronizationContext? before = SynchronizationContext.Current;
        var simulated = new Simulated(seed, history, fault);
        simulated.Live();
        SynchronizationContext.SetSynchronizationContext(before);
        World world = simulated.world;
        return new Report(seed, world.Violation, world.Coverage, world.History.ToString(), world.Steps);
    }

    private void Live()
    {
        Producer.Start(10 + world.Random.Next(30), world.Random.Next(3) == 0 ? 1 : 0, Sending);
        for (int i = 0; i < wanted; i++)
        {
            StartWorker();
        }

        new FaultPlan(world, this).Begin(Faults);
        world.After(TimeSpan.FromMilliseconds(500), null, Supervise);
        world.After(TimeSpan.FromSeconds(4), null, Tidy);
        world.Run(() => world.Now > Patience.Ticks || (IsHealed && Producer.IsDone && IsSettled()));
        LastJudgement.Pass(scene, Checker, Ledger);
        foreach (WorkerProcess process in Fleet.All)
        {
            process.Node.Unwind();
        }
    }

    // A process that died or was stopped is replaced, as a supervisor would do.
    private void Supervise()
    {
        if (Fleet.Alive.Count() < wanted)
        {
            StartWorker();
        }

        world.After(TimeSpan.FromMilliseconds(300 + world.Random.Next(700)), null, Supervise);
    }

    private void Tidy()
    {
        if (!IsHealed)
        {
            if (Checker.FirstBuried() is { } buried)
            {
                Producer.Tidy(buried);
            }

            world.After(TimeSpan.FromSeconds(3 * world.Random.NextDouble()), null, Tidy);
        }
    }

    private void StartWorker()
    {
        // The first generation is old: it does not know the newest task. A rolling deploy replaces it by and by.
        bool isNew = started >= wanted || world.Random.Next(2) == 0;
        var process = new WorkerProcess(world, $"w{++started}", Server, Weather, Ledger, isNew);
        Fleet.Add(process);
        process.Start();
    }

    private bool IsSettled() => Ledger.All.All(entry =>
        !entry.IsStored || entry.IsDone || Checker.PlaceOf(entry.Id) is { Kind: Brokers.InMemory.PlaceKind.Buried });
}
