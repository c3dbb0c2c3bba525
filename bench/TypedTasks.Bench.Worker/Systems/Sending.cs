using TypedTasks.Bench.Jobs;

namespace TypedTasks.Bench.Worker.Systems;

/// <summary>How tasks are sent, whatever sends them.</summary>
internal static class Sending
{
    // So many batches of a paced sender are on their way at once: it must not wait for the broker.
    private const int MaxBatchesOnTheirWay = 16;

    // Up to this rate tasks are sent one by one, and a timer's millisecond would be longer than what is measured: the true time counts.
    private const double MaxSingleRate = 1000;

    // Above it what has come due is sent together every so often, as whoever sends so much does: a tenth of the wait that is allowed.
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(5);

    /// <summary>Each sender sends its share, one awaited call at a time.</summary>
    public static async Task<JobReport> OneByOneAsync(Job job, Func<long, Task> send)
    {
        var waits = new LatencyHistogram();
        long next = -1;
        long allocated = GC.GetTotalAllocatedBytes(precise: true);
        long start = Conversation.Now;
        await Task.WhenAll(Enumerable.Range(0, job.Senders).Select(_ => Task.Run(async () =>
        {
            while (Interlocked.Increment(ref next) is var index && index < job.Tasks)
            {
                long before = Conversation.Now;
                await send(index);
                waits.Add(Conversation.Now - before);
            }
        })));
        return Sent(job.Tasks, start, allocated) with { P50 = waits.Percentile(0.5), P99 = waits.Percentile(0.99) };
    }

    /// <summary>
    /// Sends at a fixed rate. A task's time is the moment it was meant to be sent, so that a sender that falls behind makes waits
    /// longer and does not hide them.
    /// </summary>
    public static async Task<JobReport> AtRateAsync(Job job, Func<IReadOnlyList<long>, Task> send, CancellationToken stopped)
    {
        double nanosecondsPerTask = 1e9 / job.Rate;
        var underway = new Queue<Task>();
        long allocated = GC.GetTotalAllocatedBytes(precise: true);
        long start = Conversation.Now;
        Conversation.Started();
        long sent = 0;
        while (sent < job.Tasks && !stopped.IsCancellationRequested)
        {
            long due = Math.Min(job.Tasks, (long)((Conversation.Now - start) / nanosecondsPerTask));
            if (due == sent)
            {
                await Task.Delay(job.Rate <= MaxSingleRate ? TimeSpan.FromMilliseconds(1) : Tick, CancellationToken.None);
                continue;
            }

            var stamps = new long[Math.Min(1000, due - sent)];
            for (int i = 0; i < stamps.Length; i++)
            {
                stamps[i] = job.Rate <= MaxSingleRate ? Conversation.Now : start + (long)((sent + i) * nanosecondsPerTask);
            }

            sent += stamps.Length;
            underway.Enqueue(send(stamps));
            while (underway.Count > 0 && (underway.Count > MaxBatchesOnTheirWay || underway.Peek().IsCompleted))
            {
                await underway.Dequeue();
            }
        }

        await Task.WhenAll(underway);
        return Sent(sent, start, allocated);
    }

    public static JobReport Sent(long count, long start, long allocatedBefore) => new()
    {
        Event = "result",
        Ran = count,
        StartNs = start,
        FirstNs = start,
        LastNs = Conversation.Now,
        Allocated = GC.GetTotalAllocatedBytes(precise: true) - allocatedBefore,
    };
}
