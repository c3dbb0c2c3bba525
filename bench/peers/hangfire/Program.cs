using System.Globalization;
using System.Text.Json;
using Hangfire;
using Hangfire.Redis.StackExchange;
using TypedTasks.Bench.Hangfire;
using TypedTasks.Bench.Jobs;

// Hangfire over Redis in its fast configuration: 32 workers, 32 threads that send (it has no bulk), short lists of what succeeded.
const int Threads = 32;
Job job = JsonSerializer.Deserialize(args[0], JobJson.Default.Job)!;
string text = new('x', job.Payload);
string[] queues = job.Queues == 1 ? ["default"] : [.. Enumerable.Range(0, job.Queues).Select(static queue => string.Create(CultureInfo.InvariantCulture, $"q{queue}"))];
var storage = new RedisStorage(job.Redis, new RedisStorageOptions { SucceededListSize = 1000, DeletedListSize = 1000 });
var client = new BackgroundJobClient(storage);
Send(0);
await Conversation.HoldAsync(job.Verb switch
{
    "produce" => _ => SendAsync(Threads),
    "send" => _ => SendAsync(job.Senders),
    "pace" => PaceAsync,
    "work" => WorkAsync,
    _ => throw new InvalidOperationException($"no verb {job.Verb}"),
});

void Send(long index)
{
    string queue = queues[index % queues.Length];
    _ = job.Handler switch
    {
        "wait" => client.Enqueue(queue, () => Handlers.Wait(text)),
        "answer" => client.Enqueue(queue, () => Handlers.Answer(text)),
        _ => client.Enqueue(queue, () => Handlers.NoOp(text)),
    };
}

// Hangfire's client is synchronous: each sender is a thread.
async Task<JobReport> SendAsync(int senders)
{
    var waits = new LatencyHistogram();
    long next = -1;
    long start = Conversation.Now;
    await Task.WhenAll(Enumerable.Range(0, senders).Select(_ => Task.Factory.StartNew(
        () =>
        {
            while (Interlocked.Increment(ref next) is var index && index < job.Tasks)
            {
                long before = Conversation.Now;
                Send(index);
                waits.Add(Conversation.Now - before);
            }
        },
        CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
    return new JobReport
    {
        Event = "result",
        Ran = job.Tasks,
        StartNs = start,
        FirstNs = start,
        LastNs = Conversation.Now,
        P50 = waits.Percentile(0.5),
        P99 = waits.Percentile(0.99),
    };
}

async Task<JobReport> PaceAsync(Conversation conversation)
{
    double nanosecondsPerTask = 1e9 / job.Rate;
    string filler = new('x', Math.Max(0, job.Payload - 16));
    long start = Conversation.Now;
    Conversation.Started();
    long sent = 0;
    for (; sent < job.Tasks && !conversation.Stopped.IsCancellationRequested; sent++)
    {
        long meant = start + (long)(sent * nanosecondsPerTask);
        while (Conversation.Now < meant)
        {
            await Task.Delay(1);
        }

        string stamped = (job.Rate <= 1000 ? Conversation.Now : meant).ToString("x16", CultureInfo.InvariantCulture) + filler;
        client.Enqueue(queues[0], () => Handlers.Stamped(stamped));
    }

    return new JobReport { Event = "result", Ran = sent, StartNs = start, FirstNs = start, LastNs = Conversation.Now };
}

async Task<JobReport> WorkAsync(Conversation conversation)
{
    Handlers.Handled.Expect(job.Tasks);
    long allocated = GC.GetTotalAllocatedBytes(precise: true);
    long start = Conversation.Now;
    using var server = new BackgroundJobServer(
        new BackgroundJobServerOptions { WorkerCount = Threads, Queues = queues, ShutdownTimeout = TimeSpan.FromSeconds(5) }, storage);
    Conversation.Started();
    await Task.WhenAny(Handlers.Handled.Reached, Task.Delay(Timeout.Infinite, conversation.Stopped));
    return Handlers.Handled.Report(start) with { Allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated };
}
