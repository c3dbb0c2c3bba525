using System.Collections.Concurrent;
using System.Diagnostics;
using TypedTasks.Redis.WorkerApp;

namespace TypedTasks.Chaos.Fleet;

/// <summary>
/// A paced load, well below what the workers can do, so that what they get done is what is offered: quick and slow tasks, some with a
/// result, some for later, some that fail once or for good. What cannot be sent because too much is on its way is left out.
/// </summary>
internal sealed class Offer(ITaskClient client, int perSecond)
{
    private const int MostOnTheirWay = 300;
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(20);

    private readonly ConcurrentDictionary<TaskId, DateTimeOffset> acknowledged = new();
    private readonly CancellationTokenSource stop = new();
    private readonly HashSet<string> refusals = [];
    private int onTheirWay;
    private int unknown;
    private int refused;
    private Task running = Task.CompletedTask;

    /// <summary>The tasks whose Delay returned, and when.</summary>
    public IReadOnlyDictionary<TaskId, DateTimeOffset> Acknowledged => acknowledged;

    /// <summary>Of so many Delay said that it does not know.</summary>
    public int Unknown => Volatile.Read(ref unknown);

    /// <summary>Of so many Delay said that they are not stored.</summary>
    public int Refused => Volatile.Read(ref refused);

    /// <summary>What Delay said, each sentence once.</summary>
    public IReadOnlyCollection<string> Refusals
    {
        get
        {
            lock (refusals)
            {
                return [.. refusals];
            }
        }
    }

    /// <summary>Begins.</summary>
    public void Start() => running = Task.Run(SendAllAsync);

    /// <summary>Ends once every Delay has returned or thrown.</summary>
    public async Task StopAsync()
    {
        await stop.CancelAsync();
        await running;
    }

    /// <summary>Sends one and records how that went.</summary>
    public async Task SendAsync(Func<ITaskClient, Task<TaskHandle>> delay)
    {
        try
        {
            TaskHandle handle = await delay(client);
            acknowledged[handle.Id] = TimeProvider.System.GetUtcNow();
        }
        catch (TaskNotSentException error)
        {
            Interlocked.Increment(ref error.OutcomeUnknown ? ref unknown : ref refused);
            Record(error);
        }
        catch (BrokerUnavailableException error)
        {
            // Nothing left this process.
            Interlocked.Increment(ref refused);
            Record(error);
        }
    }

    private static async Task<TaskHandle> MixedAsync(ITaskClient client, int number) => (number % 50) switch
    {
        7 => await client.Delay(Toil.StumbleTask.Call()),
        17 => await client.Delay(Toil.GiveUpTask.Call()),
        27 => await client.Delay(Toil.WorkTask.Call(1).In(TimeSpan.FromSeconds(1))),
        37 => await client.Delay(Toil.LingerTask.Call(800)),
        47 or 48 => await client.Delay(Toil.MeasureTask.Call(1)),
        49 => await client.Delay(Toil.WorkTask.Call(1).WithPriority(5)),
        _ => await client.Delay(Toil.WorkTask.Call(1)),
    };

    private async Task SendAllAsync()
    {
        long start = Stopwatch.GetTimestamp();
        int offered = 0;
        var sending = new List<Task>();
        using var timer = new PeriodicTimer(Tick);
        while (!stop.IsCancellationRequested)
        {
            await timer.WaitForNextTickAsync();
            for (var due = (int)(Stopwatch.GetElapsedTime(start).TotalSeconds * perSecond); offered < due; offered++)
            {
                if (Volatile.Read(ref onTheirWay) < MostOnTheirWay)
                {
                    sending.Add(CountAsync(offered));
                }
            }

            sending.RemoveAll(static one => one.IsCompletedSuccessfully);
        }

        await Task.WhenAll(sending);
    }

    private async Task CountAsync(int number)
    {
        Interlocked.Increment(ref onTheirWay);
        try
        {
            await SendAsync(to => MixedAsync(to, number));
        }
        finally
        {
            Interlocked.Decrement(ref onTheirWay);
        }
    }

    private void Record(Exception error)
    {
        lock (refusals)
        {
            refusals.Add(error.Message);
        }
    }
}
