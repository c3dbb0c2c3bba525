using TypedTasks.BrokerConformance.Tasks;
using TypedTasks.Brokers;

namespace TypedTasks.Runtime.Tests.Client;

public sealed class InspectorTests
{
    [Fact]
    public async Task Counts_tell_the_states_of_each_queue()
    {
        var rig = new ClientRig();
        await rig.Client.Delay(SquareTask.Plain.Call(1));
        await rig.BuryAsync();
        await rig.Client.DelayMany(Enumerable.Range(0, 3).Select(i => SquareTask.Plain.Call(i)));
        await rig.Client.Delay(SquareTask.Plain.Call(1).In(TimeSpan.FromHours(1)));
        await rig.Client.Delay(SquareTask.Plain.Call(1).OnQueue("other"));
        await rig.TakeAsync(Lane.Of("other"));

        IReadOnlyList<QueueCounts> counts = await rig.Inspector.CountAsync();

        Assert.Equal(
            [new QueueCounts("default", Ready: 3, Taken: 0, Scheduled: 1, Buried: 1), new QueueCounts("other", Ready: 0, Taken: 1, Scheduled: 0, Buried: 0)],
            counts);
    }

    [Fact]
    public async Task A_dead_letter_tells_who_it_is_why_and_when()
    {
        var rig = new ClientRig();
        TaskHandle<int> handle = await rig.Client.Delay(SquareTask.Plain.Call(7));
        rig.Time.Advance(TimeSpan.FromSeconds(30));
        await rig.BuryAsync(BuryReason.NotRetried);

        DeadLetter letter = Assert.Single(await rig.Inspector.ListDeadLettersAsync());

        Assert.Equal((handle.Id, "Test.Math.Square", "default", BuryReason.NotRetried), (letter.Id, letter.Task, letter.Queue, letter.Reason));
        Assert.Equal(("System.InvalidOperationException", "The oven is cold."), (letter.ErrorType, letter.ErrorMessage));
        Assert.Contains("Shop.Bakery.Bake", letter.StackTrace);
        Assert.Equal(1, letter.Attempts);
        Assert.Equal(rig.Time.GetUtcNow(), letter.BuriedAt);
        Assert.Equal(rig.Time.GetUtcNow().AddSeconds(-30), letter.EnqueuedAt);
        Assert.Equal(new SquareArgs(7), ClientRig.ArgumentsOf(ClientRig.Read(letter.Envelope)));
        Assert.Equal(letter with { Envelope = default }, await rig.Inspector.FindDeadLetterAsync(handle.Id) is { } found ? found with { Envelope = default } : null);
        Assert.Null(await rig.Inspector.FindDeadLetterAsync(default));
    }

    [Fact]
    public async Task A_dead_letter_that_is_no_envelope_is_shown_all_the_same_and_can_be_deleted()
    {
        var rig = new ClientRig();
        var id = TaskId.New(rig.Scheduler);
        await rig.BuryGarbageAsync(id);

        DeadLetter letter = Assert.Single(await rig.Inspector.ListDeadLettersAsync());

        Assert.Equal((id, null, BuryReason.Unreadable), (letter.Id, letter.Task, letter.Reason));
        Assert.Equal(64, letter.Envelope.Length);
        Assert.True(await rig.Inspector.DeleteDeadLetterAsync(id));
        Assert.False(await rig.Inspector.DeleteDeadLetterAsync(id));
        Assert.Empty(await rig.Inspector.ListDeadLettersAsync());
    }

    [Fact]
    public async Task Pages_begin_with_the_newest()
    {
        var rig = new ClientRig();
        List<TaskId> ids = await BuryAsync(rig, 5);
        ids.Reverse();

        Assert.Equal(ids, (await rig.Inspector.ListDeadLettersAsync()).Select(letter => letter.Id));
        Assert.Equal(ids[1..3], (await rig.Inspector.ListDeadLettersAsync(skip: 1, take: 2)).Select(letter => letter.Id));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => rig.Inspector.ListDeadLettersAsync(take: 1001));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => rig.Inspector.ListDeadLettersAsync(skip: -1));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => rig.Inspector.ListScheduledAsync(take: 0));
    }

    [Fact]
    public async Task One_can_be_replayed_and_only_once()
    {
        var rig = new ClientRig();
        TaskId id = (await BuryAsync(rig, 1))[0];

        Assert.True(await rig.Inspector.ReplayAsync(id));
        Assert.False(await rig.Inspector.ReplayAsync(id));

        Assert.Equal(0, (await rig.TakeOneAsync()).Header.Attempts);
    }

    [Fact]
    public async Task Many_are_replayed_the_oldest_first_and_only_those_that_match()
    {
        var rig = new ClientRig();
        List<TaskId> ids = await BuryAsync(rig, 2500);

        int replayed = await rig.Inspector.ReplayManyAsync(new ReplayOptions { Where = letter => letter.Id != ids[0], Max = 2000 });

        Assert.Equal(2000, replayed);
        var ready = new List<TaskId>();
        while (await rig.TakeAsync() is { } lease)
        {
            ready.AddRange(lease.Envelopes.Select(bytes => ClientRig.Read(bytes).Header.Id));
        }

        Assert.Equal(ids[1..2001], ready);
        Assert.Equal(500, Assert.Single(await rig.Inspector.CountAsync()).Buried);
    }

    [Fact]
    public async Task A_replay_at_a_rate_takes_its_time()
    {
        var rig = new ClientRig();
        await BuryAsync(rig, 5);
        DateTimeOffset start = rig.Time.GetUtcNow();

        Task<int> replay = rig.Inspector.ReplayManyAsync(new ReplayOptions { PerSecond = 2 });
        while (!replay.IsCompleted)
        {
            rig.Time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }

        Assert.Equal(5, await replay);
        Assert.True(rig.Time.GetUtcNow() - start >= TimeSpan.FromSeconds(2));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => rig.Inspector.ReplayManyAsync(new ReplayOptions { PerSecond = 0 }));
    }

    private static async Task<List<TaskId>> BuryAsync(ClientRig rig, int count)
    {
        var ids = new List<TaskId>();
        for (int i = 0; i < count; i++)
        {
            rig.Time.Advance(TimeSpan.FromMilliseconds(2));
            ids.Add((await rig.Client.Delay(SquareTask.Plain.Call(i))).Id);
            await rig.BuryAsync();
        }

        return ids;
    }
}
