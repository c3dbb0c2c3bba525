using System.Buffers;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using TypedTasks.BrokerConformance.Tasks;
using TypedTasks.Brokers;
using TypedTasks.Client;
using TypedTasks.Envelopes;
using TypedTasks.Envelopes.Sealing;

namespace TypedTasks.BrokerConformance.Workers;

/// <summary>
/// What every broker does under a real client and real workers: a test for each row of the outcome table of
/// docs/guarantees.md, and for each promise that needs a worker. A broker passes by subclassing this with its fixture.
/// </summary>
/// <remarks>
/// No test sleeps or measures time: the workers live on a clock that only the test moves, and the broker's is moved with it.
/// Leases are so long that none lapses because a machine is slow.
/// </remarks>
public abstract partial class WorkerConformanceSuite : IAsyncLifetime
{
    // Version and counters stand before the id; brokers rewrite the counters and nothing behind them.
    private const int CounterBytes = 4;

    /// <summary>How long leases live where a test does not say otherwise.</summary>
    internal static readonly TimeSpan LongLease = TimeSpan.FromHours(1);

    // How long a test waits for a signal that must come: generous, because nothing is measured.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    // Three renewals missing (a fifth of a lease), and nobody listens: such an owner is dead.
    private static readonly TimeSpan Silence = (LongLease / 5) + TimeSpan.FromSeconds(1);

    private static readonly RescueRequest Rescue = new(LongLease, DeliveryLimit: 3, SuspectDelay: TimeSpan.FromSeconds(2));

    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));
    private readonly TestScheduler scheduler;
    private readonly List<ConformanceWorker> workers = [];
    private readonly TaskCompletionSource unblock = Source();
    private BrokerFixture? fixture;
    private ITaskClient? client;
    private IEnvelopeSeal? seal;

    /// <summary>Opens nothing yet.</summary>
    protected WorkerConformanceSuite() => scheduler = new TestScheduler(time);

    private BrokerFixture Fixture => fixture ?? throw new InvalidOperationException("The suite is not initialized.");

    private IBroker Broker => Fixture.Broker;

    private ITaskClient Client => client ??= NewClient(Seal);

    /// <summary>What clients and workers seal with where a test says nothing else; null for a suite without keys.</summary>
    private IEnvelopeSeal? Seal => seal ??= MakeSeal(Broker);

    /// <summary>Makes a fresh, empty, connected broker.</summary>
    protected abstract ValueTask<BrokerFixture> OpenAsync();

    /// <summary>Makes the seal of a suite whose clients and workers have keys. It must accept plain messages too: some tests write bytes of their own.</summary>
    protected virtual IEnvelopeSeal? MakeSeal(IBroker broker) => null;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        fixture = await OpenAsync();

        // Rescuers have always been ticking: what a very first tick does is the broker's own affair.
        await Fixture.RescueAsync(Rescue);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        unblock.TrySetResult();
        foreach (ConformanceWorker worker in workers)
        {
            await UntilAsync(worker.DisposeAsync().AsTask(), TimeSpan.FromSeconds(1));
        }

        if (fixture is not null)
        {
            await fixture.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    private static TaskCompletionSource Source() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private BrokerTaskClient NewClient(IEnvelopeSeal? keys) => new(Broker, scheduler: scheduler, seal: keys);

    /// <summary>What a failure says, opened.</summary>
    private string? ToldOf(ParkedTask? parked) => parked?.Failure is { } failure ? FailureFormat.Open(failure, Seal, SealPurpose.Failure, parked.Id).Message : null;

    private ConformanceWorker NewWorker() => NewWorker(Seal);

    private ConformanceWorker NewWorker(IEnvelopeSeal? keys)
    {
        var worker = new ConformanceWorker(Broker, scheduler, Client, keys);
        workers.Add(worker);
        return worker;
    }

    /// <summary>A worker that is started and knows one task.</summary>
    private async Task<(ConformanceWorker Worker, TestTask Task)> StartAsync(Action<TaskContext> handler, TaskDefaults? defaults = null)
    {
        ConformanceWorker worker = NewWorker();
        TestTask task = worker.Module.Task("T", handler, defaults);
        return (await worker.StartAsync(), task);
    }

    /// <summary>A handler runs that ends when the test says so.</summary>
    private async Task<(ConformanceWorker Worker, TaskId Id, CancellationToken Token)> StartBlockedAsync(Action<ConformanceWorker>? configure = null)
    {
        var started = new TaskCompletionSource<CancellationToken>(TaskCreationOptions.RunContinuationsAsynchronously);
        ConformanceWorker worker = NewWorker();
        configure?.Invoke(worker);
        TestTask task = worker.Module.Task("T", async invocation =>
        {
            started.SetResult(invocation.CancellationToken);
            await unblock.Task;
        });
        await worker.StartAsync();
        TaskHandle handle = await Client.Delay(task.Call());
        return (worker, handle.Id, await SoonAsync(started.Task));
    }

    /// <summary>The bytes of a call as another process could have sent it.</summary>
    private byte[] Envelope(string name, int version = 1, byte envelopeVersion = EnvelopeFormat.CurrentVersion, byte[]? arguments = null)
    {
        var output = new ArrayBufferWriter<byte>();
        EnvelopeFormat.Write(output, new TaskEnvelope
        {
            Header = new EnvelopeHeader(envelopeVersion, 0, 0, 0, 0, TaskId.New(scheduler), time.GetUtcNow()),
            Name = Encoding.UTF8.GetBytes(name),
            TaskVersion = version,
            Headers = new Dictionary<string, string>(),
            Options = TravelOptions.None,
            Arguments = arguments ?? [0x90],
        });
        return output.WrittenSpan.ToArray();
    }

    private async Task<TaskId> EnqueueAsync(byte[] envelope)
    {
        Assert.True(EnvelopeHeader.TryRead(envelope, out EnvelopeHeader header));
        await Broker.EnqueueAsync(new[] { new EnqueueItem(header.Id, Lane.Of(TaskDefaults.DefaultQueue), DueTime.Now, envelope) });
        return header.Id;
    }

    /// <summary>Time passes for the workers and for all that the broker holds.</summary>
    private async Task PassAsync(TimeSpan by)
    {
        await Fixture.AdvanceAsync(by);
        time.Advance(by);
    }

    /// <summary>Lets time pass in steps until something has happened.</summary>
    private async Task UntilAsync(Task happening, TimeSpan? step = null)
    {
        long start = TimeProvider.System.GetTimestamp();
        while (!happening.IsCompleted)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(start) < Patience, "It did not happen.");

            // First a moment for what needs no clock, so that time passes only where it is waited for.
            await Task.WhenAny(happening, Task.Delay(5));
            if (!happening.IsCompleted)
            {
                await PassAsync(step ?? TimeSpan.FromMilliseconds(100));
            }
        }

        await happening;
    }

    /// <summary>Lets time pass in steps until something holds.</summary>
    private async Task UntilAsync(Func<ValueTask<bool>> holds)
    {
        long start = TimeProvider.System.GetTimestamp();
        while (!await holds())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(start) < Patience, "It did not come to hold.");
            await Task.Delay(5);
            await PassAsync(TimeSpan.FromMilliseconds(100));
        }
    }

    private async Task<T> UntilAsync<T>(Task<T> happening, TimeSpan? step = null)
    {
        await UntilAsync((Task)happening, step);
        return await happening;
    }

    /// <summary>The next settlement that this worker wrote.</summary>
    private Task<Settlement> NextAsync(ConformanceWorker worker, TimeSpan? step = null) => UntilAsync(worker.Broker.NextAsync(), step);

    private async Task<T> NextAsync<T>(ConformanceWorker worker, TimeSpan? step = null)
        where T : Settlement => Assert.IsType<T>(await NextAsync(worker, step));

    /// <summary>Waits for what needs no clock.</summary>
    private static async Task<T> SoonAsync<T>(Task<T> happening) => await happening.WaitAsync(Patience);

    private async Task AssertCountsAsync(long ready = 0, long taken = 0, long scheduled = 0, long buried = 0)
    {
        QueueCounts counts = (await Broker.CountAsync()).SingleOrDefault(c => c.Queue == TaskDefaults.DefaultQueue)
            ?? new QueueCounts(TaskDefaults.DefaultQueue, 0, 0, 0, 0);
        Assert.Equal(new QueueCounts(TaskDefaults.DefaultQueue, ready, taken, scheduled, buried), counts);
    }

    /// <summary>It is the only task there is, and it lies in the dead letters.</summary>
    private async Task<ParkedTask> AssertBuriedAsync(TaskId id, BuryReason reason, int attempts)
    {
        await AssertCountsAsync(buried: 1);
        ParkedTask? parked = await Broker.GetBuriedAsync(id);
        Assert.NotNull(parked);
        Assert.Equal(reason, parked.Failure?.Reason);
        Assert.True(EnvelopeHeader.TryRead(parked.Envelope.Span, out EnvelopeHeader header));
        Assert.Equal(attempts, header.Attempts);
        return parked;
    }
}
