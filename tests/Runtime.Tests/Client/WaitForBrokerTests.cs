using TypedTasks.BrokerConformance.Tasks;
using TypedTasks.Brokers;

namespace TypedTasks.Runtime.Tests.Client;

/// <summary>A Delay that waits through an outage and sends again, and the task is stored once.</summary>
public sealed class WaitForBrokerTests
{
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(20);

    private readonly SickBroker broker = new();

    [Fact]
    public async Task It_sends_again_until_the_broker_is_back()
    {
        Fail(times: 3, () => new BrokerUnavailableException("away"));
        ClientRig rig = Rig();

        TaskHandle<int> handle = await UntilAsync(rig, rig.Client.Delay(SquareTask.Plain.Call(7)));

        Assert.Equal(4, broker.Batches.Count);
        Assert.Equal(handle.Id, (await rig.TakeOneAsync()).Header.Id);
    }

    [Fact]
    public async Task A_task_whose_answer_was_lost_is_stored_once()
    {
        ClientRig rig = LosesAnswers(times: 3);

        TaskHandle<int> handle = await UntilAsync(rig, rig.Client.Delay(SquareTask.Plain.Call(7)));

        Assert.Equal(handle.Id, (await rig.TakeOneAsync()).Header.Id);
        Assert.Null(await rig.TakeAsync());
    }

    [Fact]
    public async Task A_task_for_later_whose_answer_was_lost_is_scheduled_once()
    {
        ClientRig rig = LosesAnswers(times: 2);

        await UntilAsync(rig, rig.Client.Delay(SquareTask.Plain.Call(7).In(TimeSpan.FromHours(1))));

        Assert.Single(await rig.Inspector.ListScheduledAsync());
    }

    [Fact]
    public async Task A_sequence_whose_answers_were_lost_is_stored_once_in_its_order()
    {
        ClientRig rig = LosesAnswers(times: 2);

        TaskHandles<int> handles = await UntilAsync(rig, rig.Client.DelayMany(Enumerable.Range(0, 2500).Select(i => SquareTask.Plain.Call(i))));

        var arrived = new List<TaskId>();
        while (await rig.TakeAsync() is { } lease)
        {
            arrived.AddRange(lease.Envelopes.Select(bytes => ClientRig.Read(bytes).Header.Id));
        }

        Assert.Equal(handles.Ids, arrived);
    }

    [Fact]
    public async Task Of_a_sequence_what_is_accepted_for_certain_is_not_sent_again()
    {
        Fail(times: 1, () => new TaskNotSentException("half of it", outcomeUnknown: true, accepted: 4));
        ClientRig rig = Rig();

        await UntilAsync(rig, rig.Client.DelayMany(Enumerable.Range(0, 10).Select(i => SquareTask.Plain.Call(i))));

        Assert.Equal([10, 6], broker.Batches);
    }

    [Fact]
    public async Task Without_the_option_it_fails_at_once()
    {
        Fail(times: 1, () => new BrokerUnavailableException("away"));

        await Assert.ThrowsAsync<TaskNotSentException>(() => new ClientRig(broker: broker).Client.Delay(SquareTask.Plain.Call(1)));

        Assert.Single(broker.Batches);
    }

    [Fact]
    public async Task A_call_may_wait_where_its_host_does_not_and_the_other_way_round()
    {
        Fail(times: 1, () => new BrokerUnavailableException("away"));
        var impatient = new ClientRig(broker: broker);
        await UntilAsync(impatient, impatient.Client.Delay(SquareTask.Plain.Call(1).WaitForBroker(Wait)));
        Assert.Equal(2, broker.Batches.Count);

        broker.Batches.Clear();
        Fail(times: 1, () => new BrokerUnavailableException("away"));
        await Assert.ThrowsAsync<TaskNotSentException>(() => Rig().Client.Delay(SquareTask.Plain.Call(1).WaitForBroker(TimeSpan.Zero)));
        Assert.Single(broker.Batches);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task It_gives_up_after_its_time_and_says_what_is_known(bool unknown)
    {
        int tries = 0;
        Fail(times: int.MaxValue, () => ++tries == 1 && unknown
            ? new TaskNotSentException("no answer", outcomeUnknown: true)
            : new BrokerUnavailableException("nobody at 127.0.0.1:1"));
        ClientRig rig = Rig();
        DateTimeOffset begun = rig.Time.GetUtcNow();

        TaskNotSentException error = await Assert.ThrowsAsync<TaskNotSentException>(() => UntilAsync(rig, rig.Client.Delay(SquareTask.Plain.Call(1))));

        // Once unknown, it stays so: a later refusal says nothing of the first attempt.
        Assert.Equal(unknown, error.OutcomeUnknown);
        Assert.Contains("20 s", error.Message, StringComparison.Ordinal);
        Assert.Contains("127.0.0.1:1", error.Message, StringComparison.Ordinal);
        Assert.InRange(rig.Time.GetUtcNow() - begun, Wait, Wait * 2);
        Assert.InRange(tries, 10, 100);
    }

    [Fact]
    public async Task What_time_does_not_mend_is_not_waited_for()
    {
        Fail(times: int.MaxValue, () => new TaskNotSentException("wrong type", outcomeUnknown: false) { IsRefusal = true });

        await Assert.ThrowsAsync<TaskNotSentException>(() => Rig().Client.Delay(SquareTask.Plain.Call(1)));

        Assert.Single(broker.Batches);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Cancelled_while_it_waits_it_says_whether_the_broker_may_have_it(bool unknown)
    {
        using var cancel = new CancellationTokenSource();
        Fail(times: int.MaxValue, () => unknown ? new TaskNotSentException("no answer", outcomeUnknown: true) : new BrokerUnavailableException("away"));
        Task<TaskHandle<int>> sending = Rig().Client.Delay(SquareTask.Plain.Call(1), cancel.Token);

        await cancel.CancelAsync();

        if (unknown)
        {
            Assert.True((await Assert.ThrowsAsync<TaskNotSentException>(() => sending)).OutcomeUnknown);
        }
        else
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
        }
    }

    [Fact]
    public async Task The_bytes_of_an_attempt_that_failed_are_not_written_over()
    {
        ReadOnlyMemory<byte> first = default;
        broker.BeforeEnqueueItems = (number, items) =>
        {
            if (number == 1)
            {
                first = items.Span[0].Envelope;
                throw new TaskNotSentException("no answer", outcomeUnknown: true);
            }
        };
        ClientRig rig = Rig();
        TaskHandle<int> handle = await UntilAsync(rig, rig.Client.Delay(SquareTask.Plain.Call(1)));

        for (int i = 0; i < 100; i++)
        {
            await rig.Client.Delay(SquareTask.Plain.Call(i, new string('x', 100)));
        }

        Assert.Equal(handle.Id, ClientRig.Read(first).Header.Id);
    }

    [Fact]
    public async Task A_send_with_an_id_of_ones_own_is_stored_once_however_often_it_is_sent()
    {
        var rig = new ClientRig();
        var id = TaskId.New(rig.Scheduler);
        TaskCall<int> call = SquareTask.Plain.Call(5).WithId(id);

        TaskHandle<int> handle = await rig.Client.Delay(call);
        await rig.Client.Delay(call.OnQueue("other"));
        await rig.Client.DelayMany([call, call]);

        Assert.Equal(id, handle.Id);
        Assert.Equal(id, (await rig.TakeOneAsync()).Header.Id);
        Assert.Null(await rig.TakeAsync());
        Assert.Null(await rig.TakeAsync(Lane.Of("other")));
    }

    [Fact]
    public async Task A_plain_send_asks_the_broker_to_remember_nothing()
    {
        var seen = new List<TimeSpan>();
        broker.BeforeEnqueueItems = (_, items) => seen.AddRange(items.ToArray().Select(static item => item.RememberFor));
        var rig = new ClientRig(options => options.Sending.RememberFor = TimeSpan.FromMinutes(3), broker);

        await rig.Client.Delay(SquareTask.Plain.Call(1));
        await rig.Client.Delay(SquareTask.Plain.Call(1).WaitForBroker(Wait));
        await rig.Client.Delay(SquareTask.Plain.Call(1).WithId(TaskId.New(rig.Scheduler)));
        await rig.Client.DelayMany([SquareTask.Plain.Call(1), SquareTask.Plain.Call(1).WaitForBroker(Wait)]);

        TimeSpan kept = TimeSpan.FromMinutes(3);
        Assert.Equal([TimeSpan.Zero, kept + Wait, kept, kept + Wait, kept + Wait], seen);
    }

    private ClientRig Rig() => new(options => options.Sending.WaitForBroker = Wait, broker);

    private void Fail(int times, Func<Exception> error) => broker.BeforeEnqueue = (_, _) => times-- > 0 ? throw error() : default;

    /// <summary>The broker stores what it is sent, and its first answers are lost.</summary>
    private ClientRig LosesAnswers(int times)
    {
        broker.AfterEnqueue = () =>
        {
            if (times-- > 0)
            {
                throw new TaskNotSentException("The answer was lost.", outcomeUnknown: true);
            }
        };
        return Rig();
    }

    /// <summary>Lets time pass until it is over.</summary>
    private static async Task<T> UntilAsync<T>(ClientRig rig, Task<T> sending)
    {
        while (!sending.IsCompleted)
        {
            rig.Time.Advance(TimeSpan.FromMilliseconds(20));
            await Task.Yield();
        }

        return await sending;
    }
}
