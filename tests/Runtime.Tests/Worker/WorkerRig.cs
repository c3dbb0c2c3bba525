using System.Buffers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using TypedTasks.BrokerConformance.Tasks;
using TypedTasks.BrokerConformance.Workers;
using TypedTasks.Brokers;
using TypedTasks.Brokers.InMemory;
using TypedTasks.Client;
using TypedTasks.Dispatch;
using TypedTasks.Envelopes;
using TypedTasks.Envelopes.Sealing;
using TypedTasks.Worker;

namespace TypedTasks.Runtime.Tests.Worker;

/// <summary>One worker on an in-memory broker and a clock that only the test moves.</summary>
internal sealed class WorkerRig : IAsyncDisposable
{
    // Nothing is measured: what does not come in this time never comes.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <param name="around">What stands between the worker and the in-memory broker; nothing by default.</param>
    public WorkerRig(Func<IBroker, IBroker>? around = null)
    {
        Scheduler = new TestScheduler(Time);
        Memory = new InMemoryBroker(Scheduler);
        Broker = new WatchedBroker(around?.Invoke(Memory) ?? Memory);
        Options.RenewEvery = TimeSpan.FromSeconds(1);

        // The clock leaps while real threads crawl: only a test about giving back may see a task given back unstarted.
        Options.UnstartedAfter = TimeSpan.FromHours(1);
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));

    public TestScheduler Scheduler { get; }

    public InMemoryBroker Memory { get; }

    public WatchedBroker Broker { get; }

    public TestModule Module { get; } = new();

    public WorkerOptions Options { get; } = new();

    public Dictionary<string, TaskOverrides> Overrides { get; } = [];

    public ServiceCollection Services { get; } = [];

    public ILoggerFactory Loggers { get; set; } = NullLoggerFactory.Instance;

    public IEnvelopeSeal? Seal { get; set; }

    public TaskWorker Worker { get; private set; } = null!;

    public ITaskClient Client { get; private set; } = null!;

    /// <summary>Makes client and worker; tasks, services and options are set before.</summary>
    public WorkerRig Build()
    {
        var table = new DispatchTable([Module]);
        Client = new BrokerTaskClient(Memory, new TypedTasksOptions(), table, [], Scheduler, Seal);
        Worker = new TaskWorker(Broker, table, Options, Overrides, Scheduler, Services.BuildServiceProvider(), Loggers, Client, Seal);
        return this;
    }

    public async Task<WorkerRig> StartAsync()
    {
        if (Worker is null)
        {
            Build();
        }

        await Worker!.StartAsync();
        return this;
    }

    /// <summary>Builds, sends, starts, and waits for what is written.</summary>
    public async Task<Settlement> SettleAsync(TaskCall<NoResult> call, int stepMilliseconds = 10)
    {
        Build();
        await Client.Delay(call);
        await StartAsync();
        return await Until(Broker.NextAsync(), stepMilliseconds);
    }

    /// <summary>Puts bytes into a lane as they are.</summary>
    public ValueTask EnqueueAsync(byte[] envelope, Lane? lane = null) =>
        Memory.EnqueueAsync(new[] { new EnqueueItem(new TaskId(envelope.AsSpan(4, TaskId.Size)), lane ?? Lane.Of("default"), DueTime.Now, envelope) });

    /// <summary>The bytes of a call.</summary>
    public byte[] Envelope(string name, int version = 1, byte attempts = 0, byte deferrals = 0, TravelOptions? options = null, byte envelopeVersion = 1)
    {
        var output = new ArrayBufferWriter<byte>();
        EnvelopeFormat.Write(output, new TaskEnvelope
        {
            Header = new EnvelopeHeader(envelopeVersion, 0, attempts, 0, deferrals, TaskId.New(Scheduler), Time.GetUtcNow()),
            Name = System.Text.Encoding.UTF8.GetBytes(name),
            TaskVersion = version,
            Headers = new Dictionary<string, string>(),
            Options = options ?? TravelOptions.None,
            Arguments = new byte[] { 0x90 },
        });
        return output.WrittenSpan.ToArray();
    }

    /// <summary>Moves the clock in small steps until something has happened.</summary>
    public async Task<T> Until<T>(Task<T> happening, int stepMilliseconds = 10)
    {
        await Until((Task)happening, stepMilliseconds);
        return await happening;
    }

    /// <inheritdoc cref="Until{T}(Task{T}, int)"/>
    public async Task Until(Task happening, int stepMilliseconds = 10)
    {
        long start = TimeProvider.System.GetTimestamp();
        while (!happening.IsCompleted)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(start) < Patience, "It did not happen.");
            Time.Advance(TimeSpan.FromMilliseconds(stepMilliseconds));
            await Task.WhenAny(happening, Task.Delay(1));
        }

        await happening;
    }

    /// <summary>Moves the clock in small steps until something holds.</summary>
    public async Task Until(Func<bool> holds, int stepMilliseconds = 10)
    {
        long start = TimeProvider.System.GetTimestamp();
        while (!holds())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(start) < Patience, "It did not come to hold.");
            Time.Advance(TimeSpan.FromMilliseconds(stepMilliseconds));
            await Task.Delay(1);
        }
    }

    /// <summary>Waits for what needs no clock.</summary>
    public static Task Soon(Task happening) => happening.WaitAsync(Patience);

    /// <inheritdoc cref="Soon(Task)"/>
    public static Task<T> Soon<T>(Task<T> happening) => happening.WaitAsync(Patience);

    /// <summary>Looks again and again, without moving the clock, until something holds.</summary>
    public static async Task WaitFor(Func<bool> holds)
    {
        while (!holds())
        {
            await Task.Delay(1, TestContext.Current.CancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Worker is not null)
        {
            await Until(Worker.DisposeAsync().AsTask(), 500);
        }
    }
}
