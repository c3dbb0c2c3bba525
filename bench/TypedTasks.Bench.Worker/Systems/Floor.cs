using System.Globalization;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;
using TypedTasks.Bench.Jobs;
using TypedTasks.Brokers;
using TypedTasks.Brokers.InMemory;
using TypedTasks.Redis;
using TypedTasks.Worker;

namespace TypedTasks.Bench.Worker.Systems;

/// <summary>
/// The same client, scripts and batches with opaque bytes: neither serializer nor dispatch nor handler. What the broker alone
/// can do, and what one awaited round trip to Redis costs (<c>send</c>: the same bytes, one RPUSH each).
/// </summary>
internal sealed class Floor : IMeasured
{
    private const int BulkBatch = 1000;
    private const int Loops = 4;

    private static readonly WorkerOptions Defaults = new();

    private readonly Job job;
    private readonly IBroker broker;
    private readonly byte[] template;
    private readonly int stampAt;
    private readonly TaskId id;
    private readonly Lane[] lanes;

    private Floor(Job job, IBroker broker, byte[] template, TaskId id)
    {
        this.job = job;
        this.broker = broker;
        this.template = template;
        this.id = id;
        stampAt = template.AsSpan().IndexOf(Encoding.ASCII.GetBytes(new string('x', Tally.StampLength)));
        template.AsSpan(stampAt, Tally.StampLength).Fill((byte)'0');
        lanes = job.Queues == 1
            ? [Lane.Of(TaskDefaults.DefaultQueue)]
            : [.. Enumerable.Range(0, job.Queues).Select(queue => Lane.Of(string.Create(CultureInfo.InvariantCulture, $"q{queue}")))];
    }

    /// <summary>One task of the whole system gives the bytes, so that both move the same.</summary>
    public static async Task<Floor> OpenAsync(Job job)
    {
        var sample = new InMemoryBroker();
        HostApplicationBuilder builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddTypedTasks().AddTypedTasksBenchWorkerTasks().UseBroker("sample", _ => sample);
        using IHost host = builder.Build();
        await host.StartAsync();
        TaskCall<NoResult> call = BenchTasks.NoOpTask.Call(new string('x', job.Payload));
        TaskHandle<NoResult> handle = await host.Services.GetRequiredService<ITaskClient>().Delay(call);
        byte[] template = (await sample.ListReadyAsync(Lane.Of(TaskDefaults.DefaultQueue), 0, 1))[0].ToArray();
        TaskId id = handle.Id;
        await host.StopAsync();

        IBroker broker = job.Redis.Length == 0
            ? new InMemoryBroker()
            : new RedisBroker(ConfigurationOptions.Parse(job.Redis), new RedisOptions());
        await broker.ConnectAsync();
        return new Floor(job, broker, template, id);
    }

    public async Task WarmAsync()
    {
        if (job.Warm > 0)
        {
            await SendManyAsync(job.Warm);
            await RunAsync(job.Warm, CancellationToken.None);
        }
    }

    public async Task<JobReport> ProduceAsync(Conversation conversation)
    {
        long allocated = GC.GetTotalAllocatedBytes(precise: true);
        long start = Conversation.Now;
        await SendManyAsync(job.Tasks);
        return Sending.Sent(job.Tasks, start, allocated);
    }

    public async Task<JobReport> SendAsync(Conversation conversation)
    {
        await using ConnectionMultiplexer plain = await ConnectionMultiplexer.ConnectAsync(job.Redis);
        IDatabase db = plain.GetDatabase();
        await db.ListRightPushAsync("floor", template);
        return await Sending.OneByOneAsync(job, _ => db.ListRightPushAsync("floor", template));
    }

    public Task<JobReport> PaceAsync(Conversation conversation) => Sending.AtRateAsync(
        job,
        stamps => broker.EnqueueAsync(stamps.Select(Stamped).ToArray(), CancellationToken.None).AsTask(),
        conversation.Stopped);

    public async Task<JobReport> WorkAsync(Conversation conversation)
    {
        if (job.Redis.Length == 0)
        {
            await SendManyAsync(job.Tasks);
        }

        return await RunAsync(job.Tasks, conversation.Stopped);
    }

    public ValueTask DisposeAsync() => broker.DisposeAsync();

    private EnqueueItem Stamped(long stamp)
    {
        byte[] bytes = [.. template];
        stamp.TryFormat(bytes.AsSpan(stampAt), out _, "x16", CultureInfo.InvariantCulture);
        return new EnqueueItem(id, lanes[0], DueTime.Now, bytes);
    }

    private async Task SendManyAsync(long count)
    {
        // While one batch is on its way the next is made, as DelayMany does.
        var underway = ValueTask.CompletedTask;
        for (long from = 0; from < count; from += BulkBatch)
        {
            var items = new EnqueueItem[Math.Min(BulkBatch, count - from)];
            for (int i = 0; i < items.Length; i++)
            {
                items[i] = new EnqueueItem(id, lanes[(from + i) % lanes.Length], DueTime.Now, template);
            }

            await underway;
            underway = broker.EnqueueAsync(items);
        }

        await underway;
    }

    private async Task<JobReport> RunAsync(long tasks, CancellationToken stopped)
    {
        Tally.Expect(tasks);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stopped);
        long allocated = GC.GetTotalAllocatedBytes(precise: true);
        long start = Conversation.Now;
        Task[] loops = [.. Enumerable.Range(0, Loops).Select(_ => Task.Run(() => DrainAsync(end.Token), CancellationToken.None))];
        if (tasks == job.Tasks)
        {
            Conversation.Started();
        }

        Task failed = Task.WhenAny(loops);
        await Task.WhenAny(Tally.Reached, failed, Task.Delay(Timeout.Infinite, end.Token));
        JobReport report = Tally.Report(start, allocated);
        await end.CancelAsync();
        await Task.WhenAll(loops);
        return report with { Ran = Tally.Ran };
    }

    private async Task DrainAsync(CancellationToken stopped)
    {
        string session = Guid.NewGuid().ToString("n");
        using var woken = new SemaphoreSlim(0);
        await using IAsyncDisposable listening = await broker.ListenAsync(session, () => woken.Release(), CancellationToken.None);
        string[] queues = [.. lanes.Select(static lane => lane.Queue)];
        using IWaitLink? link = broker.OpenWaitLink();
        bool idle = false;
        Lease? replaces = null;
        Task settling = Task.CompletedTask;
        for (long sequence = 1; !stopped.IsCancellationRequested; sequence++)
        {
            Lease? lease = await broker.TakeAsync(
                new TakeRequest(new LeaseId(session, sequence), lanes, Defaults.MaxLease, Defaults.TakeBytes, Defaults.LeaseTime)
                {
                    IdleOn = idle ? [] : queues,
                    WaitIn = idle && link is not null ? lanes[0] : null,
                    Replaces = replaces,
                },
                CancellationToken.None);
            replaces = null;
            await settling;
            settling = Task.CompletedTask;
            if (lease is { IsEmpty: true } empty)
            {
                // What comes goes on, on the very thread that waited for it.
                lease = await Task.Factory.StartNew(
                    () => Wait(link!, empty, stopped), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
                replaces = lease is null ? empty : null;
            }
            else if (lease is null && (link is null || idle))
            {
                idle = !await WaitAsync(woken, stopped);
                continue;
            }

            idle = lease is null;
            if (lease is not null)
            {
                Count(lease);
                settling = broker.SettleAsync(
                    lease, [.. Enumerable.Range(0, lease.Envelopes.Count).Select(static slot => new CompleteSettlement(slot))], CancellationToken.None).AsTask();
            }
        }

        await settling;
    }

    private static Lease? Wait(IWaitLink link, Lease empty, CancellationToken stopped)
    {
        try
        {
            return link.Wait(empty, TimeSpan.FromSeconds(1), stopped);
        }
        catch (BrokerUnavailableException) when (stopped.IsCancellationRequested)
        {
            return null;
        }
    }

    private static async Task<bool> WaitAsync(SemaphoreSlim woken, CancellationToken stopped)
    {
        try
        {
            return await woken.WaitAsync(TimeSpan.FromSeconds(1), stopped);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private void Count(Lease lease)
    {
        if (job.Handler == "stamped")
        {
            Span<char> stamp = stackalloc char[Tally.StampLength];
            foreach (ReadOnlyMemory<byte> envelope in lease.Envelopes)
            {
                Encoding.ASCII.GetChars(envelope.Span.Slice(stampAt, stamp.Length), stamp);
                Tally.CountStamped(stamp);
            }
        }
        else
        {
            Tally.Add(lease.Envelopes.Count);
        }
    }
}
