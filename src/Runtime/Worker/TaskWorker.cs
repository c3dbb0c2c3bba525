using System.Globalization;
using Microsoft.Extensions.Logging;
using TypedTasks.Brokers;
using TypedTasks.Dispatch;
using TypedTasks.Envelopes.Sealing;
using TypedTasks.Maintenance;
using TypedTasks.Telemetry;

namespace TypedTasks.Worker;

/// <summary>
/// A worker: takes tasks of its queues and runs them. Four nouns do it, each with its own state: the fetch loop takes, the
/// executor runs, the completer settles, the lease keeper renews. This class starts and stops them.
/// </summary>
public sealed class TaskWorker : IAsyncDisposable
{
    // How long cancelled handlers may take to return, and their tasks to be given back, after the time to stop is over.
    private static readonly TimeSpan AfterCancel = TimeSpan.FromSeconds(2);

    private readonly IBroker broker;
    private readonly DispatchTable table;
    private readonly WorkerOptions options;
    private readonly IEnumerable<KeyValuePair<string, TaskOverrides>> overrides;
    private readonly RuntimeScheduler scheduler;
    private readonly IServiceProvider services;
    private readonly ILogger log;
    private readonly ITaskClient? client;
    private readonly IEnvelopeSeal? seal;
    private readonly HeldLeases leases = new();
    private readonly ReadySlots ready = new();
    private readonly object gate = new();

    private Parts? parts;
    private Task? stopping;

    /// <summary>Makes a worker; <see cref="StartAsync"/> starts it.</summary>
    /// <param name="broker">Where the work is.</param>
    /// <param name="table">The tasks that it can run.</param>
    /// <param name="options">How it works; read when it starts.</param>
    /// <param name="overrides">What configuration says of single tasks, by name (<see cref="TypedTasksOptions.Tasks"/>).</param>
    /// <param name="scheduler">Clock, threads, randomness.</param>
    /// <param name="services">The host's services; each attempt that needs services gets a scope of them.</param>
    /// <param name="loggers">Where it logs, category <c>TypedTasks.Worker</c>.</param>
    /// <param name="client">The client that a handler's static Delay means; null leaves it to the only live host.</param>
    /// <param name="seal">Opens and seals messages; null where there are no keys.</param>
    public TaskWorker(
        IBroker broker,
        DispatchTable table,
        WorkerOptions options,
        IEnumerable<KeyValuePair<string, TaskOverrides>> overrides,
        RuntimeScheduler scheduler,
        IServiceProvider services,
        ILoggerFactory loggers,
        ITaskClient? client = null,
        IEnvelopeSeal? seal = null)
    {
        ArgumentNullException.ThrowIfNull(broker);
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(overrides);
        ArgumentNullException.ThrowIfNull(scheduler);
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(loggers);
        this.broker = broker;
        this.table = table;
        this.options = options;
        this.overrides = overrides;
        this.scheduler = scheduler;
        this.services = services;
        this.client = client;
        this.seal = seal;
        log = new ForgivingLogger(loggers.CreateLogger("TypedTasks.Worker"));
        Span<byte> random = stackalloc byte[8];
        scheduler.FillRandom(random);
        Session = Convert.ToHexString(random).ToLower(CultureInfo.InvariantCulture);
    }

    /// <summary>The name of this worker, random: its leases begin with it.</summary>
    public string Session { get; }

    /// <summary>The turn to take a suspect, shared by all workers of a process; a worker by itself has its own.</summary>
    internal SuspectTurn Suspects
    {
        init => leases.Suspects = value;
    }

    /// <summary>How many attempts run now.</summary>
    public int Running => ready.Running;

    /// <summary>How many taken tasks wait for a slot.</summary>
    internal int Unstarted => ready.Unstarted;

    /// <summary>Where it is between start and end.</summary>
    public WorkerState State => parts is null ? WorkerState.NotStarted
        : stopping is null ? WorkerState.Working
        : stopping.IsCompleted ? WorkerState.Stopped : WorkerState.Stopping;

    /// <summary>
    /// Whether its leases are being renewed: false once half a lease length has passed without a confirmed renewal, so that its
    /// work may soon be given to others.
    /// </summary>
    public bool RenewsLeases => parts is { } made && made.Keeper.SinceConfirmed < options.LeaseTime / 2;

    /// <summary>Starts it.</summary>
    /// <exception cref="TaskSetupException">An option is out of its range, or a task had to be skipped by the generator.</exception>
    /// <exception cref="BrokerUnavailableException">The broker cannot be used.</exception>
    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        options.Validate();
        RefuseSkipped();
        await broker.ConnectAsync(cancellationToken);
        Parts made = Make();
        made.Listening = await broker.ListenAsync(Session, made.Fetch.OnWake, cancellationToken);
        parts = made;
        made.Keeping = made.Keeper.Start();
        made.Running = made.Executor.Start();
        made.Fetching = made.Fetch.Start();
        foreach (MaintenanceService service in made.Maintenance)
        {
            service.Start();
        }

        log.WorkerStarted(Session, string.Join(", ", options.EffectiveQueues), broker.System, options.Concurrency, table.Invokers.Count);
    }

    /// <summary>
    /// Stops it: nothing more is taken, what did not start goes back at once, handlers may finish for
    /// <see cref="WorkerOptions.StopTimeout"/>, then they are cancelled and their tasks go back, no attempt spent.
    /// A handler that ignores its token keeps its task until the process ends.
    /// </summary>
    /// <param name="deadline">Ends the handlers' time sooner.</param>
    public Task StopAsync(CancellationToken deadline = default)
    {
        lock (gate)
        {
            return stopping ??= parts is null ? Task.CompletedTask : StopAsync(parts, deadline);
        }
    }

    /// <summary>Stops it without waiting for handlers, if it was not stopped before.</summary>
    public async ValueTask DisposeAsync() => await StopAsync(new CancellationToken(canceled: true));

    private void RefuseSkipped()
    {
        if (table.Skipped.Count > 0)
        {
            string list = string.Join(Environment.NewLine, table.Skipped.Select(task => $"  {task.Method}: {task.Reason}"));
            throw new TaskSetupException($"This worker would not run every [Task] of its assemblies. Correct these methods or remove their attribute:{Environment.NewLine}{list}");
        }
    }

    private Parts Make()
    {
        var sizing = new LeaseSizing(table.Invokers.Count, options);
        var completer = new Completer(broker, leases, ready, options, scheduler, log);
        var watch = new UnstartedWatch(ready, leases, completer, sizing, options, scheduler, log);
        var reading = new AttemptReading(table, new RunOptionsResolver(table, overrides), options, scheduler, seal);
        var fetch = new FetchLoop(broker, Session, leases, ready, sizing, completer, watch, options, scheduler, log);
        var runner = new AttemptRunner(reading, new HandlerRun(services), sizing, scheduler, broker.System, options.DropExpired, log);
        var executor = new Executor(ready, sizing, runner, completer, options, scheduler, client, table.Invokers.Count, log)
        {
            OnFinished = fetch.OfferRoom,
        };
        var keeper = new LeaseKeeper(broker, leases, completer, options, scheduler, log);
        var rescue = new RescueRequest(options.LeaseTime, options.DeliveryLimit, options.SuspectDelay);
        return new Parts(fetch, executor, completer, keeper, watch,
        [
            new DueTaskPromoter(broker, scheduler, log),
            new LapsedLeaseRescuer(broker, rescue, () => keeper.IsFresh, scheduler, log),
            new DeadLetterJanitor(broker, options.KeepDeadLettersFor, options.KeepDeadLetters, scheduler, log),
        ]);
    }

    private async Task StopAsync(Parts stopped, CancellationToken deadline)
    {
        log.WorkerStops(Session, ready.Running, options.StopTimeout);
        stopped.Fetch.Stop();
        Task maintained = Task.WhenAll(stopped.Maintenance.Select(service => service.StopAsync()));
        ready.Halt();

        // A take that is under way brings its lease first: what did not start goes back together, and lies there in its old order.
        await stopped.Fetching;
        _ = scheduler.Run("return of what did not start", () => stopped.Completer.ReleaseUnstartedAsync(leases.ToList()));
        ready.Close();

        if (!await scheduler.EndsWithin(stopped.Running, options.StopTimeout, deadline))
        {
            log.StopCancels(ready.Running);
            foreach (HeldLease held in leases.ToList())
            {
                held.Interrupt(scheduler);
            }

            await scheduler.EndsWithin(stopped.Running, AfterCancel);
        }

        stopped.Completer.FlushNow();
        bool settled = await scheduler.EndsWithin(leases.WhenEmpty(), AfterCancel);
        await maintained;
        if (settled)
        {
            await EndAsync(stopped);
        }
        else
        {
            // Their leases are kept alive until they end or the process does; the keeper has a thread of its own, and that
            // somebody listens shows rescuers that their owner lives.
            stopped.Completer.GiveUp();
            if (ready.Running > 0)
            {
                log.HandlersIgnoreStop(ready.Running);
            }

            _ = scheduler.Run("end of the last handlers", async () =>
            {
                await leases.WhenEmpty();
                await EndAsync(stopped);
            });
        }

        log.WorkerStopped(Session);
    }

    private static async Task EndAsync(Parts stopped)
    {
        await stopped.Listening.DisposeAsync();
        stopped.Keeper.Stop();
        await stopped.Keeping;
        await stopped.Fetch.Waiting;
        stopped.Watch.Dispose();
        stopped.Completer.Dispose();
    }

    private sealed class Parts(
        FetchLoop fetch, Executor executor, Completer completer, LeaseKeeper keeper, UnstartedWatch watch, IReadOnlyList<MaintenanceService> maintenance)
    {
        public FetchLoop Fetch => fetch;

        public Executor Executor => executor;

        public Completer Completer => completer;

        public LeaseKeeper Keeper => keeper;

        public UnstartedWatch Watch => watch;

        public IReadOnlyList<MaintenanceService> Maintenance => maintenance;

        public IAsyncDisposable Listening { get; set; } = null!;

        public Task Keeping { get; set; } = Task.CompletedTask;

        public Task Running { get; set; } = Task.CompletedTask;

        public Task Fetching { get; set; } = Task.CompletedTask;
    }
}
