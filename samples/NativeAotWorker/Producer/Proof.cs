using TypedTasks;

namespace Weather.Producer;

/// <summary>
/// Sends 200 tasks of each of five kinds and holds every one to its outcome: by its handle where it has a result, by the worker's
/// journal of started attempts, compared as sets, and in the end by the broker's own counts.
/// </summary>
internal sealed class Proof(ITaskClient client, ITaskInspector inspector, string journal)
{
    private const int Each = 200;
    private static readonly TimeSpan Later = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan BrokerTick = TimeSpan.FromMilliseconds(1); // its clock counts whole milliseconds

    private int wrong;

    /// <returns>Whether every task settled as it should.</returns>
    public async Task<bool> RunAsync(CancellationToken deadline)
    {
        DateTimeOffset sentAt = DateTimeOffset.UtcNow;
        var alarms = await client.DelayMany(Calls(n => Alarms.RingTask.Call($"alarm {n}").In(Later)), deadline);
        var fetches = await client.DelayMany(Calls(n => Forecasts.FetchTask.Call(n)), deadline);
        var pings = await client.DelayMany(Calls(n => Stations.PingTask.Call(n)), deadline);
        var stores = await client.DelayMany(Calls(n => Readings.StoreTask.Call(new Reading(n, sentAt, n / 10.0, ["calm", $"#{n}"]))), deadline);
        var summaries = await client.DelayMany(Calls(n => Statistics.SummarizeTask.Call([n, n + 1, n + 2])), deadline);

        int means = await CountAsync(summaries, async (n, handle) => await handle.GetAsync(deadline) == new Summary(3, n + 1, n + 2));
        int recovered = await CountAsync(fetches, async (n, handle) => n % 2 == 0 && await handle.GetAsync(deadline) == $"day {n}: sunny");
        int buried = await CountAsync(fetches, async (n, handle) => n % 2 == 1 && await IsBuriedAsync(n, handle, deadline));

        HashSet<(TaskId, int)> expected =
        [
            .. from handle in pings select (handle.Id, 1),
            .. from handle in stores select (handle.Id, 1),
            .. from handle in summaries select (handle.Id, 1),
            .. from handle in alarms select (handle.Id, 1),
            .. from handle in fetches from attempt in Enumerable.Range(1, 3) select (handle.Id, attempt),
        ];
        var ran = await ReadJournalAsync(expected, deadline);
        int Once<T>(TaskHandles<T> handles) => handles.Count(handle => ran.Count(entry => entry.Id == handle.Id) == 1);
        int onTime = alarms.Count(handle => ran.Any(entry => entry.Id == handle.Id && entry.At >= sentAt + Later - BrokerTick));

        Console.WriteLine("  kind                               sent   as it should");
        Line("static", Each, Once(pings));
        Line("instance, built by DI", Each, Once(stores));
        Line("result, read back by its handle", Each, Math.Min(means, Once(summaries)));
        Line("fails twice, done at attempt 3", Each / 2, recovered);
        Line("fails always, buried after 3", Each / 2, buried);
        Line("scheduled, not before its time", Each, Math.Min(onTime, Once(alarms)));

        if (!expected.SetEquals(ran.Select(entry => (entry.Id, entry.Attempt))) || ran.Count != expected.Count)
        {
            Wrong($"the journal has {ran.Count} attempts, {expected.Count} were expected");
        }

        QueueCounts end = await SettledAsync(deadline);
        if (end is not { Ready: 0, Taken: 0, Scheduled: 0, Buried: Each / 2 })
        {
            Wrong($"the broker still counts {end}");
        }

        return wrong == 0;
    }

    private static IEnumerable<TaskCall<T>> Calls<T>(Func<int, TaskCall<T>> call) => Enumerable.Range(0, Each).Select(call);

    private static async Task<int> CountAsync<T>(TaskHandles<T> handles, Func<int, TaskHandle<T>, Task<bool>> isRight)
    {
        bool[] right = await Task.WhenAll(handles.Select((handle, n) => isRight(n, handle)));
        return right.Count(one => one);
    }

    private static async Task<bool> IsBuriedAsync(int day, TaskHandle<string> handle, CancellationToken deadline)
    {
        try
        {
            await handle.GetAsync(deadline);
            return false;
        }
        catch (TaskFailedException failure)
        {
            return failure.Reason == BuryReason.Exhausted && failure.ErrorMessage == $"day {day}, attempt 3: no answer";
        }
    }

    /// <summary>Waits until every expected attempt is in the journal (or the deadline passes), then returns all that it has of this run.</summary>
    private async Task<IReadOnlyList<JournalEntry>> ReadJournalAsync(HashSet<(TaskId, int)> expected, CancellationToken deadline)
    {
        var ids = expected.Select(one => one.Item1).ToHashSet();
        while (true)
        {
            JournalEntry[] ran = [.. Journal.Read(journal).Where(entry => ids.Contains(entry.Id))];
            if (expected.IsSubsetOf(ran.Select(entry => (entry.Id, entry.Attempt))) || !await PauseAsync(deadline))
            {
                return ran;
            }
        }
    }

    private async Task<QueueCounts> SettledAsync(CancellationToken deadline)
    {
        while (true)
        {
            var counts = await inspector.CountAsync(CancellationToken.None);
            QueueCounts end = counts.Single(queue => queue.Queue == TaskDefaults.DefaultQueue);
            if (end is { Ready: 0, Taken: 0, Scheduled: 0 } || !await PauseAsync(deadline))
            {
                return end;
            }
        }
    }

    private static async Task<bool> PauseAsync(CancellationToken deadline)
    {
        await Task.Delay(50, CancellationToken.None);
        return !deadline.IsCancellationRequested;
    }

    private void Line(string kind, int sent, int right)
    {
        Console.WriteLine($"  {kind,-33}  {sent,5}   {right,12}");
        wrong += sent - right;
    }

    private void Wrong(string what)
    {
        Console.WriteLine($"  wrong: {what}");
        wrong++;
    }
}
