using StackExchange.Redis;
using TypedTasks.Brokers;
using TypedTasks.Brokers.InMemory;
using TypedTasks.Redis;
using TypedTasks.Redis.Server;
using TypedTasks.Simulation.Checking;
using TypedTasks.Simulation.Plan;
using TypedTasks.Simulation.Workload;

namespace TypedTasks.Simulation.Live;

/// <summary>One run before a real Redis: workers, a sender, an operator, faults, healing, and the last judgement.</summary>
internal sealed class LiveRun
{
    private static readonly TimeSpan Sending = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly LiveScene scene;
    private readonly LiveSetup setup;
    private readonly RedisServer server;

    // The faults have a generator of their own: what threads draw meanwhile does not change which come.
    private readonly Random plan;

    private LiveRun(int seed, RedisServer server, Func<IBroker, IBroker>? fault)
    {
        this.server = server;
        plan = new Random(seed);
        var random = new Random(seed);
        var configuration = ConfigurationOptions.Parse(server.ConnectionString);
        var options = new RedisOptions { OperationTimeout = TimeSpan.FromSeconds(3), RenewTimeout = TimeSpan.FromSeconds(1) };

        // Some runs begin one call at a time, each looked at; some with all calls at once.
        scene = new LiveScene(configuration, options, isExact: fault is not null || random.Next(3) > 0);
        var ledger = new Ledger(scene);
        setup = new LiveSetup(scene, ledger, new Checker(scene, ledger, LiveProcess.LeaseTime), configuration, options, fault, random);
    }

    /// <summary>Lives through the plan of a seed.</summary>
    /// <param name="seed">Decides the plan; real threads and real time decide the rest.</param>
    /// <param name="fault">A deliberately wrong broker around each right one, or null.</param>
    public static async Task<Report> RunAsync(int seed, Func<IBroker, IBroker>? fault = null)
    {
        await using RedisServer server = await RedisServer.StartAsync(new RedisServerOptions { AppendAlways = true });
        var run = new LiveRun(seed, server, fault);
        using LiveScene scene = run.scene;
        await run.LiveAsync();
        return new Report(seed, scene.Violation, scene.Coverage, scene.HistorySoFar(), scene.Coverage.Operations);
    }

    private async Task LiveAsync()
    {
        // Before a deliberate fault nobody dies: a call that a death leaves unanswered would cost the checker its exact sight.
        bool isLeftAlone = setup.Fault is not null;
        bool withPoison = !isLeftAlone && setup.Next(3) == 0;
        int tasks = 20 + setup.Next(20);
        int faults = isLeftAlone ? 0 : 1 + setup.Next(3);
        await using var fleet = new LiveFleet(setup, 2 + setup.Next(2));
        await using var front = new LiveProcess("producer", setup, isNew: true);
        var sender = new LiveSender(setup, front);
        fleet.Start();
        Task sending = sender.SendAsync(tasks, withPoison, Sending);
        Task striking = StrikeAsync(new LiveFaults(setup, server, fleet, plan), faults);
        using var healed = new CancellationTokenSource();
        Task watching = WatchAsync(sender, healed.Token);
        await Task.WhenAny(Task.WhenAll(sending, striking), scene.Failed);
        await healed.CancelAsync();
        await watching;
        await JudgeAsync(front.Broker);
        await Task.WhenAny(Task.WhenAll(sending, striking), Task.Delay(Patience));
    }

    private static async Task StrikeAsync(LiveFaults faults, int times)
    {
        await Task.Delay(Sending * 0.6);
        await faults.StrikeAsync(times);
    }

    // Now and then the operator looks at the dead letters, and all calls are held for a look at everything.
    private async Task WatchAsync(LiveSender sender, CancellationToken healed)
    {
        while (!healed.IsCancellationRequested && scene.Violation is null)
        {
            await Task.Delay(300 + setup.Next(900), healed).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await sender.TidyAsync();
            await LookAsync("a quiet point");
        }
    }

    private async Task JudgeAsync(IBroker broker)
    {
        long until = scene.Now + Patience.Ticks;
        do
        {
            await Task.WhenAny(Task.Delay(250), scene.Failed);
            await LookAsync("healing");
        }
        while (scene.Violation is null && scene.Now < until && !setup.Ledger.All.All(HasEnded));

        if (scene.Violation is null)
        {
            LastJudgement.Pass(scene, setup.Checker, setup.Ledger);
            await CheckResultsAsync(broker);
        }
    }

    private async ValueTask LookAsync(string when)
    {
        using (await scene.HoldAsync())
        {
            await setup.Checker.CompareAsync(when);
        }
    }

    private async Task CheckResultsAsync(IBroker broker)
    {
        foreach (Ledger.Entry entry in setup.Ledger.All.Where(static entry => entry is { Kind: Kind.Answers, IsDone: true, IsDeleted: false }))
        {
            if (await broker.GetResultAsync(entry.Id) is null)
            {
                scene.Fail($"G3: {entry.Id} is done and its kept result is not there");
            }
        }
    }

    private bool HasEnded(Ledger.Entry entry) => !entry.IsStored || entry.IsDone || setup.Checker.PlaceOf(entry.Id)?.Kind == PlaceKind.Buried;
}
