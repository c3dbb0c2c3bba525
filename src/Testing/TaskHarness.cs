using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using TypedTasks.Brokers;
using TypedTasks.Dispatch;
using TypedTasks.Envelopes.Sealing;
using TypedTasks.Hosting;
using TypedTasks.Serialization;
using TypedTasks.Worker;

namespace TypedTasks.Testing;

/// <summary>
/// Tests code that delays tasks, and the tasks themselves: what is sent is recorded, nothing runs by itself, and
/// <see cref="DrainAsync"/> runs it in place, one task after the other, on a clock that the test moves. Envelopes, filters,
/// retries, results and dead letters are those of production.
/// </summary>
public sealed class TaskHarness : IAsyncDisposable
{
    private const int MostAttempts = 100_000;

    private readonly List<RanAttempt> ran = [];
    private readonly IServiceProvider services;
    private readonly HarnessBroker broker;
    private readonly IDisposable? flow;
    private readonly ServiceProvider? owned;
    private readonly bool checks;
    private readonly WorkerOptions workerOptions;
    private InlineWorker? worker;

    /// <summary>
    /// A harness without a host; until it is disposed a static Delay of the current flow goes to it.
    /// </summary>
    /// <param name="configure">Registers tasks, filters and, through its services, what handlers need.</param>
    public TaskHarness(Action<ITypedTasksBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        var collection = new ServiceCollection();
        ITypedTasksBuilder builder = collection.AddTypedTasks();
        configure(builder);
        WorkerRegistration? first = HarnessRegistration.Replace(builder);
        owned = collection.BuildServiceProvider(validateScopes: true);
        (services, checks, workerOptions) = (owned, true, Options(first, owned));
        broker = (HarnessBroker)owned.GetRequiredService<IBroker>();
        Clock = owned.GetRequiredService<VirtualClock>();
        flow = TaskClient.Use(Client);
    }

    /// <param name="services">Those of the host.</param>
    /// <param name="first">The first worker that the host had; null where it had none, so that nothing of one is checked.</param>
    internal TaskHarness(IServiceProvider services, WorkerRegistration? first)
    {
        (this.services, checks, workerOptions) = (services, first is not null, Options(first, services));
        broker = (HarnessBroker)services.GetRequiredService<IBroker>();
        Clock = services.GetRequiredService<VirtualClock>();
    }

    /// <summary>The clock of broker, client and handlers; in DI it is the <see cref="TimeProvider"/> too.</summary>
    public VirtualClock Clock { get; }

    /// <summary>The client.</summary>
    public ITaskClient Client => services.GetRequiredService<ITaskClient>();

    /// <summary>Counts, scheduled tasks and dead letters.</summary>
    public ITaskInspector Inspector => services.GetRequiredService<ITaskInspector>();

    /// <summary>The services that handlers are built from.</summary>
    public IServiceProvider Services => services;

    /// <summary>All that was sent, in order, by tests, code and handlers.</summary>
    public IReadOnlyList<SentTask> AllSent => broker.Sent;

    /// <summary>All attempts so far, in order.</summary>
    public IReadOnlyList<RanAttempt> Ran => ran;

    /// <summary>What was sent of one task, in order, with its arguments.</summary>
    public IReadOnlyList<SentTask<TArguments>> Sent<TArguments, TResult>(TaskDefinition<TArguments, TResult> task)
        where TArguments : struct
    {
        ArgumentNullException.ThrowIfNull(task);
        return [.. broker.Sent.Where(sent => sent.Task == task.Name).Select(sent => new SentTask<TArguments>(sent, Read(task, sent.ArgumentBytes)))];
    }

    /// <summary>Forgets what was sent and run so far; the tasks themselves stay.</summary>
    public void Forget()
    {
        broker.Forget();
        ran.Clear();
    }

    /// <summary>All dead letters, the newest first (at most 1,000).</summary>
    public Task<IReadOnlyList<DeadLetter>> DeadLettersAsync(CancellationToken cancellationToken = default) =>
        Inspector.ListDeadLettersAsync(take: ITaskInspector.MaxPage, cancellationToken: cancellationToken);

    /// <summary>
    /// Runs all that is ready, and what becomes ready by that, until nothing is: queues by name, higher priorities first, the
    /// oldest first. The clock does not move, so retries with a delay and scheduled tasks stay (<see cref="AdvanceAsync"/>).
    /// </summary>
    /// <returns>How many attempts ran.</returns>
    /// <exception cref="TaskSetupException">Tasks were skipped by the generator, or services are missing.</exception>
    /// <exception cref="InvalidOperationException">Tasks keep making tasks: 100,000 attempts ran.</exception>
    public async Task<int> DrainAsync(CancellationToken cancellationToken = default)
    {
        InlineWorker inline = Worker();
        using IDisposable use = TaskClient.Use(Client);
        int count = 0;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await broker.PromoteAsync(TakeRequest.MaxBatch, cancellationToken);
            if (await inline.RunNextAsync(cancellationToken) is not { } attempt)
            {
                return count;
            }

            ran.Add(attempt);
            if (++count >= MostAttempts)
            {
                throw new InvalidOperationException($"{MostAttempts:N0} attempts ran and there is still more: do tasks make tasks for ever? The last was '{attempt.Task}'.");
            }
        }
    }

    /// <summary>Moves the clock forward and runs what falls due on the way, each at its own time.</summary>
    /// <returns>How many attempts ran.</returns>
    public async Task<int> AdvanceAsync(TimeSpan duration, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(duration, TimeSpan.Zero);
        DateTimeOffset target = Clock.GetUtcNow() + duration;
        int count = await DrainAsync(cancellationToken);
        while (await NextDueAsync(cancellationToken) is { } due && due <= target)
        {
            MoveTo(due);
            count += await DrainAsync(cancellationToken);
        }

        MoveTo(target);
        return count + await DrainAsync(cancellationToken);
    }

    /// <summary>Runs everything to its end: through retries, snoozes and schedules, moving the clock as far as that takes.</summary>
    /// <returns>How many attempts ran.</returns>
    /// <exception cref="InvalidOperationException">It does not end: 100,000 attempts ran.</exception>
    public async Task<int> DrainToEndAsync(CancellationToken cancellationToken = default)
    {
        int count = await DrainAsync(cancellationToken);
        while (await NextDueAsync(cancellationToken) is { } due)
        {
            MoveTo(due);
            count += await DrainAsync(cancellationToken);
            if (count >= MostAttempts)
            {
                throw new InvalidOperationException($"{MostAttempts:N0} attempts ran and tasks are still scheduled: does one snooze for ever?");
            }
        }

        return count;
    }

    /// <summary>Ends the harness; a static Delay of the current flow means again what it meant before.</summary>
    public ValueTask DisposeAsync()
    {
        // Before anything is awaited: the flow is the caller's.
        flow?.Dispose();
        return owned?.DisposeAsync() ?? default;
    }

    private static TArguments Read<TArguments, TResult>(TaskDefinition<TArguments, TResult> task, ReadOnlyMemory<byte> bytes)
        where TArguments : struct
    {
        var reader = new PayloadReader(bytes);
        return task.ReadArguments(ref reader);
    }

    private static WorkerOptions Options(WorkerRegistration? first, IServiceProvider services) =>
        (first ?? new WorkerRegistration(null)).Options(services.GetService<IConfiguration>());

    private InlineWorker Worker()
    {
        if (worker is not null)
        {
            return worker;
        }

        DispatchTable table = services.GetRequiredService<DispatchTable>();
        if (checks)
        {
            StartChecks.Check(table, services);
        }

        return worker = new InlineWorker(
            broker,
            table,
            workerOptions,
            services.GetRequiredService<IOptions<TypedTasksOptions>>().Value,
            services.GetRequiredService<RuntimeScheduler>(),
            services,
            (services.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance).CreateLogger("TypedTasks.Worker"),
            services.GetService<IEnvelopeSeal>());
    }

    private async Task<DateTimeOffset?> NextDueAsync(CancellationToken cancellationToken) =>
        (await broker.ListScheduledAsync(0, 1, cancellationToken)) is [{ At: var due }, ..] ? due : null;

    private void MoveTo(DateTimeOffset date)
    {
        if (date - Clock.GetUtcNow() is var ahead && ahead > TimeSpan.Zero)
        {
            Clock.Advance(ahead);
        }
    }
}
