using System.Globalization;
using System.Runtime;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TypedTasks.Bench.Jobs;
using TypedTasks.Brokers.InMemory;
using TypedTasks.Dispatch;
using TypedTasks.Redis;

namespace TypedTasks.Bench.Worker.Systems;

/// <summary>TypedTasks as a user has it: hosts with default options, nothing set for the benchmark.</summary>
internal sealed class Whole : IMeasured
{
    // One DelayMany: its handles are kept until it returns.
    private const int MaxBulk = 1_000_000;

    private readonly Job job;
    private readonly string text;
    private readonly InMemoryBroker? inside;
    private readonly Listeners? listeners;
    private IHost? producer;

    public Whole(Job job)
    {
        this.job = job;
        text = new string('x', job.Payload);
        inside = job.Redis.Length == 0 ? new InMemoryBroker() : null;
        listeners = job.Tracking ? new Listeners() : null;
    }

    public async Task WarmAsync()
    {
        if (job.Warm == 0)
        {
            return;
        }

        await SendManyAsync(job.Warm);
        Job small = job with { Tasks = job.Warm, Workers = 1 };
        await RunAsync(small, CancellationToken.None);
    }

    public async Task<JobReport> ProduceAsync(Conversation conversation)
    {
        await ClientAsync();
        long allocated = GC.GetTotalAllocatedBytes(precise: true);
        long start = Conversation.Now;
        await SendManyAsync(job.Tasks);
        return Sending.Sent(job.Tasks, start, allocated);
    }

    public async Task<JobReport> SendAsync(Conversation conversation)
    {
        ITaskClient client = await ClientAsync();
        return job.Handler switch
        {
            "answer" => await Sending.OneByOneAsync(job, index => client.Delay(OnQueue(BenchTasks.AnswerTask.Call(text), index))),
            _ => await Sending.OneByOneAsync(job, index => client.Delay(Call(index))),
        };
    }

    public async Task<JobReport> PaceAsync(Conversation conversation)
    {
        ITaskClient client = await ClientAsync();
        string filler = new('x', Math.Max(0, job.Payload - Tally.StampLength));
        return await Sending.AtRateAsync(
            job,
            stamps => stamps.Count == 1 ? client.Delay(Stamped(stamps[0])) : client.DelayMany(stamps.Select(Stamped)),
            conversation.Stopped);

        TaskCall<NoResult> Stamped(long stamp) => BenchTasks.StampedTask.Call(stamp.ToString("x16", CultureInfo.InvariantCulture) + filler);
    }

    public async Task<JobReport> WorkAsync(Conversation conversation)
    {
        if (inside is not null)
        {
            await SendManyAsync(job.Tasks);
        }

        return await RunAsync(job, conversation.Stopped);
    }

    public async ValueTask DisposeAsync()
    {
        if (producer is not null)
        {
            await producer.StopAsync();
            producer.Dispose();
        }

        listeners?.Dispose();
    }

    private async Task<JobReport> RunAsync(Job job, CancellationToken stopped)
    {
        Tally.Expect(job.Tasks);
        IHost[] hosts = [.. Enumerable.Range(0, job.Workers).Select(_ => Build(worker: true))];
        long allocated = GC.GetTotalAllocatedBytes(precise: true);
        long start = Conversation.Now;
        foreach (IHost host in hosts)
        {
            await host.StartAsync(CancellationToken.None);
        }

        if (job == this.job)
        {
            Conversation.Started();
        }

        await Task.WhenAny(Tally.Reached, Task.Delay(Timeout.Infinite, stopped));
        JobReport report = Tally.Report(start, allocated);
        foreach (IHost host in hosts)
        {
            await host.StopAsync(CancellationToken.None);

            // A host disposes of its broker; the one inside the process lives on for the next round.
            if (inside is null)
            {
                host.Dispose();
            }
        }

        return report with { Ran = Tally.Ran, Compiled = JitInfo.GetCompiledMethodCount() };
    }

    private async Task SendManyAsync(long count)
    {
        ITaskClient client = await ClientAsync();
        for (long from = 0; from < count; from += MaxBulk)
        {
            long first = from;
            int size = (int)Math.Min(MaxBulk, count - from);
            if (job.Handler == "answer")
            {
                await client.DelayMany(Enumerable.Range(0, size).Select(i => OnQueue(BenchTasks.AnswerTask.Call(text), first + i)));
            }
            else
            {
                await client.DelayMany(Enumerable.Range(0, size).Select(i => Call(first + i)));
            }
        }
    }

    private TaskCall<NoResult> Call(long index) => OnQueue(
        job.Handler switch
        {
            "wait" => BenchTasks.WaitTask.Call(text),
            "burn" => BenchTasks.BurnTask.Call(text),
            "stamped" => BenchTasks.StampedTask.Call(0L.ToString("x16", CultureInfo.InvariantCulture) + text),
            "many" => ManyTasks.Calls[(int)(index % ManyTasks.Calls.Count)](text),
            _ => BenchTasks.NoOpTask.Call(text),
        },
        index);

    private TaskCall<T> OnQueue<T>(TaskCall<T> call, long index) =>
        job.Queues == 1 ? call : call.OnQueue(QueueName(index % job.Queues));

    private static string QueueName(long index) => string.Create(CultureInfo.InvariantCulture, $"q{index}");

    private async Task<ITaskClient> ClientAsync()
    {
        if (producer is null)
        {
            producer = Build(worker: false);
            await producer.StartAsync();
        }

        return producer.Services.GetRequiredService<ITaskClient>();
    }

    private IHost Build(bool worker)
    {
        HostApplicationBuilder builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = false });
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        ITypedTasksBuilder tasks = builder.Services.AddTypedTasks().AddTypedTasksBenchWorkerTasks();
        tasks = inside is null ? tasks.UseRedis(job.Redis) : tasks.UseBroker("bench", _ => inside);
        if (worker && job.Queues == 1)
        {
            tasks.AddWorker();
        }
        else if (worker)
        {
            tasks.AddWorker(w => w.Queues([.. Enumerable.Range(0, job.Queues).Select(queue => QueueName(queue))]));
        }

        return builder.Build();
    }
}
