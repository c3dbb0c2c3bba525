using TypedTasks.BrokerConformance.Tasks;
using TypedTasks.Brokers;
using TypedTasks.Client;

namespace TypedTasks.Runtime.Tests.Client;

public sealed class DelayManyTests
{
    [Fact]
    public async Task A_sequence_arrives_in_its_order_in_batches_of_at_most_a_thousand()
    {
        var broker = new SickBroker();
        var rig = new ClientRig(broker: broker);

        TaskHandles<int> handles = await rig.Client.DelayMany(Calls(2500));

        Assert.Equal([1000, 1000, 500], broker.Batches);
        var arrived = new List<(TaskId, int)>();
        while (await rig.TakeAsync() is { } lease)
        {
            arrived.AddRange(lease.Envelopes.Select(bytes => ClientRig.Read(bytes)).Select(one => (one.Header.Id, ClientRig.ArgumentsOf(one).Number)));
        }

        Assert.Equal(handles.Ids.Select((id, i) => (id, i)), arrived);
    }

    [Fact]
    public async Task A_batch_ends_once_it_holds_a_megabyte()
    {
        var broker = new SickBroker();
        var rig = new ClientRig(broker: broker);
        string note = new('x', 100_000);

        await rig.Client.DelayMany(Enumerable.Range(0, 25).Select(i => SquareTask.Plain.Call(i, note)));

        Assert.Equal([11, 11, 3], broker.Batches);
    }

    [Fact]
    public async Task The_sequence_is_walked_no_further_ahead_than_one_batch_beside_the_two_on_their_way()
    {
        int walked = 0;
        var held = new HeldSends(from: 2);
        var rig = new ClientRig(broker: held.Broker);

        Task<TaskHandles<int>> sending = rig.Client.DelayMany(Calls(6000).Select(call =>
        {
            walked++;
            return call;
        }));

        // The first goes alone, so that those behind it find a connection; then there are two on their way and a third is full.
        Assert.Equal((4 * EnvelopeBatch.MaxItems, 3), (walked, held.Begun));
        held.Release(2);
        Assert.Equal((5 * EnvelopeBatch.MaxItems, 4), (walked, held.Begun));
        held.Release(3, 4, 5, 6);
        Assert.Equal(6000, (await sending).Count);
    }

    [Fact]
    public async Task What_could_overtake_goes_alone()
    {
        var held = new HeldSends(from: 2);
        var rig = new ClientRig(broker: held.Broker);

        Task<TaskHandles<int>> sending = rig.Client.DelayMany(Calls(5000).Select((call, i) => i == 3500 ? call.WithPriority(1) : call));

        Assert.Equal(3, held.Begun);
        held.Release(2);

        // The fourth is of two lanes: it is sent when all before it are stored, and nothing beside it.
        Assert.Equal(3, held.Begun);
        held.Release(3);
        Assert.Equal(4, held.Begun);
        held.Release(4);
        Assert.Equal(5, held.Begun);
        held.Release(5);
        Assert.Equal(5000, (await sending).Count);
    }

    [Theory]
    [InlineData(false, false)] // nothing of the one behind it is stored either: what the broker has is known to the task
    [InlineData(true, true)]
    public async Task What_was_sent_behind_a_batch_that_failed_is_perhaps_more(bool stored, bool unknown)
    {
        var held = new HeldSends(from: 2);
        var rig = new ClientRig(broker: held.Broker);
        Task<TaskHandles<int>> sending = rig.Client.DelayMany(Calls(5000));
        Assert.Equal(3, held.Begun);

        held.Fail(2, new TaskNotSentException("full", outcomeUnknown: false, accepted: 7));
        if (stored)
        {
            held.Release(3);
        }
        else
        {
            held.Fail(3, new TaskNotSentException("full", outcomeUnknown: false));
        }

        var error = await Assert.ThrowsAsync<TaskNotSentException>(() => sending);
        Assert.Equal((1007, unknown, 3), (error.Accepted, error.OutcomeUnknown, held.Begun));
    }

    [Fact]
    public async Task An_empty_sequence_sends_nothing()
    {
        var broker = new SickBroker();

        Assert.Empty(await new ClientRig(broker: broker).Client.DelayMany(Calls(0)));
        Assert.Empty(broker.Batches);
    }

    [Fact]
    public async Task A_failure_in_the_middle_says_how_many_were_accepted_for_certain()
    {
        var broker = new SickBroker
        {
            BeforeEnqueue = (batch, _) => batch == 3 ? throw new TaskNotSentException("the socket broke", outcomeUnknown: true, accepted: 12) : default,
        };
        var rig = new ClientRig(broker: broker);

        var error = await Assert.ThrowsAsync<TaskNotSentException>(() => rig.Client.DelayMany(Calls(5000)));

        Assert.Equal(2012, error.Accepted);
        Assert.True(error.OutcomeUnknown);
        Assert.Contains("2012", error.Message);
        Assert.Contains("the socket broke", error.Message);
    }

    [Fact]
    public async Task A_broker_that_goes_away_leaves_the_accepted_ones_certain_and_the_others_unsent()
    {
        var broker = new SickBroker { BeforeEnqueue = (batch, _) => batch == 2 ? throw new BrokerUnavailableException("gone") : default };
        var rig = new ClientRig(broker: broker);

        var error = await Assert.ThrowsAsync<TaskNotSentException>(() => rig.Client.DelayMany(Calls(1500)));

        Assert.Equal((1000, false), (error.Accepted, error.OutcomeUnknown));
        Assert.Equal(1000, Assert.Single(await rig.Inspector.CountAsync()).Ready);
    }

    [Fact]
    public async Task One_call_that_is_too_large_stops_the_send_and_its_batch_is_not_sent()
    {
        var rig = new ClientRig(options => options.MaxEnvelopeBytes = 1024);
        IEnumerable<TaskCall<int>> calls = Calls(1500).Append(SquareTask.Plain.Call(1, new string('x', 2000)));

        var error = await Assert.ThrowsAsync<TaskNotSentException>(() => rig.Client.DelayMany(calls));

        Assert.Equal((1000, false), (error.Accepted, error.OutcomeUnknown));
        Assert.IsType<TaskTooLargeException>(error.InnerException);
    }

    [Fact]
    public async Task What_the_sequence_itself_throws_is_told_with_what_was_accepted()
    {
        var rig = new ClientRig();
        IEnumerable<TaskCall<int>> calls = Calls(1200).Select((call, i) => i == 1100 ? throw new InvalidDataException("line 1100") : call);

        var error = await Assert.ThrowsAsync<TaskNotSentException>(() => rig.Client.DelayMany(calls));

        Assert.Equal(1000, error.Accepted);
        Assert.IsType<InvalidDataException>(error.InnerException);
    }

    [Fact]
    public async Task Cancelled_before_anything_was_sent_it_is_a_cancellation_and_later_it_says_how_many_were_accepted()
    {
        using var cancel = new CancellationTokenSource();
        var broker = new SickBroker();
        var rig = new ClientRig(broker: broker);
        IEnumerable<TaskCall<int>> early = Calls(10).Select(call =>
        {
            cancel.Cancel();
            return call;
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => rig.Client.DelayMany(early, cancel.Token));

        using var later = new CancellationTokenSource();
        broker.BeforeEnqueue = (_, _) =>
        {
            later.Cancel();
            return default;
        };
        var inFlight = new ClientRig(broker: new SickBroker { BeforeEnqueue = broker.BeforeEnqueue });
        var error = await Record.ExceptionAsync(() => inFlight.Client.DelayMany(Calls(3000), later.Token));

        // Cancelled on its way to the broker: nobody can say whether the batch arrived.
        Assert.True(Assert.IsType<TaskNotSentException>(error).OutcomeUnknown);
        Assert.IsAssignableFrom<OperationCanceledException>(error.InnerException);
    }

    [Fact]
    public async Task Each_handle_knows_the_terms_of_its_own_call()
    {
        var rig = new ClientRig();

        TaskHandles<int> handles = await rig.Client.DelayMany([SquareTask.Plain.Call(3), SquareTask.Plain.Call(4).KeepResult(TimeSpan.Zero)]);

        await Assert.ThrowsAsync<TaskResultNotKeptException>(() => handles[1].GetAsync());
        await rig.CompleteAsync(9);
        Assert.Equal(9, await handles[0].GetAsync());
        Assert.Equal(2, handles.Count);
        Assert.Throws<ArgumentOutOfRangeException>(() => handles[2]);
    }

    [Fact]
    public async Task Filters_go_around_each_call_and_end_when_its_batch_is_with_the_broker()
    {
        var seen = new List<string>();
        var filter = new RecordingFilter(seen);
        var broker = new SickBroker
        {
            BeforeEnqueue = (_, _) =>
            {
                seen.Add("sent");
                return default;
            },
        };
        var rig = new ClientRig(null, broker, filter);

        await rig.Client.DelayMany(Calls(3));

        Assert.Equal(["before", "before", "before", "sent", "after", "after", "after"], seen);
        Lease lease = (await rig.TakeAsync())!;
        Assert.All(lease.Envelopes, bytes => Assert.Equal("yes", ClientRig.Read(bytes).Headers["filtered"]));
    }

    [Fact]
    public async Task A_filter_that_refuses_one_call_stops_the_send()
    {
        var rig = new ClientRig(null, null, new RefusingFilter(refuseAfter: 1200));

        var error = await Assert.ThrowsAsync<TaskNotSentException>(() => rig.Client.DelayMany(Calls(1500)));

        Assert.Equal((1000, false), (error.Accepted, error.OutcomeUnknown));
        Assert.IsType<UnauthorizedAccessException>(error.InnerException);
    }

    private static IEnumerable<TaskCall<int>> Calls(int count) => Enumerable.Range(0, count).Select(i => SquareTask.Plain.Call(i));

    /// <summary>A broker whose sends, from one on, end when they are told to; all goes on on the thread that tells.</summary>
    private sealed class HeldSends
    {
        private readonly Dictionary<int, TaskCompletionSource> ends = [];

        public HeldSends(int from) => Broker = new SickBroker
        {
            BeforeEnqueue = (send, _) =>
            {
                Begun = send;
                return send < from ? default : new ValueTask(End(send).Task);
            },
        };

        public SickBroker Broker { get; }

        public int Begun { get; private set; }

        public void Release(params int[] sends)
        {
            foreach (int send in sends)
            {
                End(send).SetResult();
            }
        }

        public void Fail(int send, Exception error) => End(send).SetException(error);

        private TaskCompletionSource End(int send) => ends.TryGetValue(send, out var end) ? end : ends[send] = new TaskCompletionSource();
    }

    private sealed class RecordingFilter(List<string> seen) : IEnqueueFilter
    {
        public async Task InvokeAsync(EnqueueContext enqueue, Func<Task> next)
        {
            seen.Add("before");
            enqueue.Options = enqueue.Options with { Headers = new Dictionary<string, string> { ["filtered"] = "yes" } };
            await next();
            seen.Add("after");
        }
    }

    private sealed class RefusingFilter(int refuseAfter) : IEnqueueFilter
    {
        private int seen;

        public Task InvokeAsync(EnqueueContext enqueue, Func<Task> next) =>
            ++seen > refuseAfter ? throw new UnauthorizedAccessException("Enough.") : next();
    }
}
