using System.Diagnostics;

namespace TypedTasks.Soak;

/// <summary>A mixed load: plain tasks, results that are waited for, retries, tasks for later, dead letters that are replayed, bursts.</summary>
internal sealed class Load(ITaskClient client, ITaskInspector inspector)
{
    private const int PerSecond = 300;
    private const int Burst = 2000;
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan BetweenBursts = TimeSpan.FromSeconds(5);
    private static readonly byte[] Payload = new byte[200];

    private int number;
    private long sent;
    private long results;

    /// <summary>Tasks sent so far.</summary>
    public long Sent => Volatile.Read(ref sent);

    /// <summary>Results that arrived so far.</summary>
    public long Results => Volatile.Read(ref results);

    /// <summary>Sends for so long, and returns once every result has arrived.</summary>
    public async Task RunAsync(TimeSpan duration)
    {
        long start = Stopwatch.GetTimestamp();
        var waiting = new List<Task>();
        TimeSpan nextBurst = BetweenBursts;
        int offered = 0;
        using var timer = new PeriodicTimer(Tick);
        while (Stopwatch.GetElapsedTime(start) is var passed && passed < duration)
        {
            await timer.WaitForNextTickAsync();
            for (var due = (int)(passed.TotalSeconds * PerSecond); offered < due; offered++)
            {
                waiting.Add(SendAsync(number++));
            }

            if (passed > nextBurst)
            {
                nextBurst += BetweenBursts;
                waiting.Add(BurstAsync());
                waiting.Add(inspector.ReplayManyAsync(new ReplayOptions { Max = 50 }));
            }

            foreach (Task done in waiting.Where(static one => one.IsCompleted))
            {
                await done;
            }

            waiting.RemoveAll(static one => one.IsCompleted);
        }

        await Task.WhenAll(waiting);
    }

    private async Task SendAsync(int which)
    {
        switch (which % 20)
        {
            case 3 or 8 or 13:
                TaskHandle<string> handle = await client.Delay(Work.AnswerTask.Call(which));
                await handle.GetAsync();
                Interlocked.Increment(ref results);
                break;
            case 5:
                await client.Delay(Work.StumbleTask.Call());
                break;
            case 10:
                await client.Delay(Work.TouchTask.Call(Payload).In(TimeSpan.FromSeconds(1 + (which % 3))));
                break;
            case 15 when which % 3 == 0:
                await client.Delay(Work.GiveUpTask.Call());
                break;
            default:
                await client.Delay(Work.TouchTask.Call(Payload).WithPriority(which % 10 == 0 ? 3 : 0));
                break;
        }

        Interlocked.Increment(ref sent);
    }

    private async Task BurstAsync()
    {
        await client.DelayMany(Enumerable.Repeat(Work.TouchTask.Call(Payload), Burst));
        Interlocked.Add(ref sent, Burst);
    }
}
