using TypedTasks.BrokerConformance.Tasks;
using TypedTasks.Brokers;

namespace TypedTasks.Runtime.Tests.Client;

/// <summary>A queue with a limit refuses, or lets its senders wait.</summary>
public sealed class QueueLimitTests
{
    [Fact]
    public async Task Reject_throws_at_once_and_names_queue_limit_and_option()
    {
        ClientRig rig = Rig(WhenFull.Reject);
        await rig.Client.DelayMany(Calls(3));

        QueueFullException full = await Assert.ThrowsAsync<QueueFullException>(() => rig.Client.Delay(SquareTask.Plain.Call(4)));

        Assert.Equal(("default", 3, 0, false), (full.Queue, full.Limit, full.Accepted, full.OutcomeUnknown));
        Assert.Contains("'default' is full: its limit is 3", full.Message, StringComparison.Ordinal);
        Assert.Contains("TypedTasks:Queues:default:Limit", full.Message, StringComparison.Ordinal);
        Assert.Contains("TypedTasks:Queues:default:WhenFull", full.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sequence_is_accepted_as_far_as_there_is_room()
    {
        ClientRig rig = Rig(WhenFull.Reject, limit: 1200);

        QueueFullException full = await Assert.ThrowsAsync<QueueFullException>(() => rig.Client.DelayMany(Calls(2500)));

        Assert.Equal(1200, full.Accepted);
        Assert.Contains("The first 1,200 were accepted", full.Message, StringComparison.Ordinal);
        Assert.Equal(1200, Assert.Single(await rig.Inspector.CountAsync()).Ready);
    }

    [Fact]
    public async Task Wait_goes_on_when_there_is_room()
    {
        ClientRig rig = Rig(WhenFull.Wait);
        await rig.Client.DelayMany(Calls(3));
        Task<TaskHandle<int>> waiting = rig.Client.Delay(SquareTask.Plain.Call(4));
        await PassAsync(rig, TimeSpan.FromSeconds(5));
        Assert.False(waiting.IsCompleted);

        await rig.TakeAsync();
        await UntilAsync(rig, waiting);

        Assert.Equal((await waiting).Id, (await rig.TakeOneAsync()).Header.Id);
    }

    [Fact]
    public async Task Wait_ends_with_its_time()
    {
        ClientRig rig = Rig(WhenFull.Wait);
        await rig.Client.DelayMany(Calls(3));
        DateTimeOffset begun = rig.Time.GetUtcNow();

        QueueFullException full = await Assert.ThrowsAsync<QueueFullException>(() => UntilAsync(rig, rig.Client.Delay(SquareTask.Plain.Call(4))));

        Assert.Equal(TimeSpan.FromSeconds(30), full.Waited);
        Assert.Contains("TypedTasks:Queues:default:WaitForRoom", full.Message, StringComparison.Ordinal);
        Assert.InRange(rig.Time.GetUtcNow() - begun, TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task Wait_ends_with_the_callers_token()
    {
        using var cancel = new CancellationTokenSource();
        ClientRig rig = Rig(WhenFull.Wait);
        await rig.Client.DelayMany(Calls(3));
        Task<TaskHandle<int>> waiting = rig.Client.Delay(SquareTask.Plain.Call(4), cancel.Token);

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task A_sequence_far_longer_than_the_limit_is_sent_in_its_order_as_room_comes()
    {
        ClientRig rig = Rig(WhenFull.Wait, limit: 100);
        Task<TaskHandles<int>> sending = rig.Client.DelayMany(Calls(2500));
        var arrived = new List<TaskId>();
        while (arrived.Count < 2500)
        {
            // Far longer in all than the wait for room: each time there is room the wait begins anew.
            await PassAsync(rig, TimeSpan.FromSeconds(5));
            Lease? lease = await rig.TakeAsync();
            Assert.InRange(lease?.Envelopes.Count ?? 0, 0, 100);
            arrived.AddRange(lease?.Envelopes.Select(bytes => ClientRig.Read(bytes).Header.Id) ?? []);
        }

        Assert.Equal((await sending).Ids, arrived);
    }

    [Fact]
    public async Task Only_the_queue_that_the_call_goes_to_counts_and_what_is_for_later_is_not_held_to_it()
    {
        ClientRig rig = Rig(WhenFull.Reject, limit: 1);
        await rig.Client.Delay(SquareTask.Plain.Call(1));

        await rig.Client.Delay(SquareTask.Plain.Call(2).OnQueue("other"));
        await rig.Client.Delay(SquareTask.Plain.Call(3).In(TimeSpan.FromMinutes(1)));

        await Assert.ThrowsAsync<QueueFullException>(() => rig.Client.Delay(SquareTask.Plain.Call(4).WithPriority(9)));
    }

    private static ClientRig Rig(WhenFull whenFull, int limit = 3) =>
        new(options => options.Queues["default"] = new QueueOptions { Limit = limit, WhenFull = whenFull });

    private static IEnumerable<TaskCall<int>> Calls(int count) => Enumerable.Range(0, count).Select(i => SquareTask.Plain.Call(i));

    private static async Task PassAsync(ClientRig rig, TimeSpan time)
    {
        for (TimeSpan passed = TimeSpan.Zero; passed < time; passed += TimeSpan.FromMilliseconds(100))
        {
            rig.Time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }
    }

    private static async Task<T> UntilAsync<T>(ClientRig rig, Task<T> happening)
    {
        while (!happening.IsCompleted)
        {
            await PassAsync(rig, TimeSpan.FromMilliseconds(100));
        }

        return await happening;
    }
}
