using TypedTasks.Brokers;

namespace TypedTasks.BrokerConformance;

public abstract partial class BrokerConformanceSuite
{
    [Fact, Promise("G1")]
    public async Task Enqueue_makes_a_task_ready()
    {
        Sent sent = await SendAsync(Plain);

        await AssertCountsAsync(ready: 1);
        AssertEnvelopes(await TakeAsync(Plain), sent);
    }

    [Fact]
    public async Task Enqueue_keeps_the_order()
    {
        Sent[] first = await SendAsync(Plain, 3);
        Sent[] second = await SendAsync(Plain, 3);

        AssertEnvelopes(await TakeAsync(Plain), [.. first, .. second]);
    }

    [Fact]
    public async Task Enqueues_that_overlap_lie_in_the_order_in_which_they_began()
    {
        await SendAsync(Plain); // connected
        await TakeAsync(Plain);
        Sent[][] sent = [.. Enumerable.Range(0, 3).Select(_ => Enumerable.Range(0, 35).Select(_ => Make(bodySize: 9_000)).ToArray())];

        Task[] sending = [.. sent.Select(some => Broker.EnqueueAsync(some.Select(one => one.To(Plain)).ToArray()).AsTask())];
        await Task.WhenAll(sending);

        AssertEnvelopes(await TakeAsync(Plain), [.. sent.SelectMany(static some => some)]);
    }

    [Fact, Promise("G8")]
    public async Task Enqueue_brings_every_byte_through()
    {
        Sent[] sent = [Make(bodySize: 0), Make(bodySize: 256), Make(bodySize: 512), Make(bodySize: 100_000)];
        "\r\n$-1\r\n*2\r\n\0'\"]]%{}"u8.CopyTo(sent[2].Bytes.AsSpan(40));
        await SendAsync(Plain, default, sent);

        AssertEnvelopes(await TakeAsync(Plain), sent);
    }

    [Fact]
    public async Task Enqueue_keeps_the_order_of_a_big_batch()
    {
        Sent[] sent = await SendAsync(Plain, TakeRequest.MaxBatch);

        AssertEnvelopes(await TakeAsync(Plain), sent);
    }

    [Fact]
    public async Task Enqueue_takes_queues_lanes_and_times_in_one_batch()
    {
        Sent[] sent = [Make(), Make(), Make(), Make()];
        Lane urgent = Lane.Of("mail", 9);
        Lane other = Lane.Of("reports");
        await Broker.EnqueueAsync(new[]
        {
            sent[0].To(Plain), sent[1].To(urgent), sent[2].To(other), sent[3].To(Plain, DueTime.In(TimeSpan.FromMinutes(1))),
        });

        await AssertCountsAsync(ready: 2, scheduled: 1);
        await AssertCountsAsync(ready: 1, queue: "reports");
        await AssertDrainsAsync(Plain, sent[0]);
        await AssertDrainsAsync(urgent, sent[1]);
        await AssertDrainsAsync(other, sent[2]);
    }

    [Fact]
    public async Task Enqueue_of_nothing_does_nothing()
    {
        await Broker.EnqueueAsync(ReadOnlyMemory<EnqueueItem>.Empty);

        await AssertCountsAsync();
    }

    [Fact]
    public async Task Enqueue_gives_the_buffer_back_to_its_caller()
    {
        Sent sent = Make();
        byte[] buffer = [.. sent.Bytes];
        await Broker.EnqueueAsync(new[] { new EnqueueItem(sent.Id, Plain, DueTime.Now, buffer) });
        Array.Fill(buffer, (byte)0xEE);

        await AssertDrainsAsync(Plain, sent);
    }

    [Fact, Promise("G7")]
    public async Task Enqueue_with_a_delay_schedules()
    {
        Sent sent = await SendAsync(Plain, DueTime.In(TimeSpan.FromMinutes(1)));

        await AssertCountsAsync(scheduled: 1);
        Assert.Null(await TryTakeAsync(Plain));
        ParkedTask? parked = await Broker.GetScheduledAsync(sent.Id);
        Assert.NotNull(parked);
        Assert.Equal(sent.Bytes, parked.Envelope.ToArray());
        Assert.Equal((sent.Id, Plain, null), (parked.Id, parked.Lane, parked.Failure));
    }

    [Fact, Promise("G7")]
    public async Task Enqueue_for_a_date_schedules_for_that_date()
    {
        DateTimeOffset date = new(2090, 2, 3, 4, 5, 6, 789, TimeSpan.Zero);
        Sent sent = await SendAsync(Plain, DueTime.On(date));

        Assert.Equal(date, (await Broker.GetScheduledAsync(sent.Id))?.At);
        Assert.Equal(0, await PromoteAsync());
    }

    [Fact]
    public async Task Enqueue_for_a_date_in_the_past_is_due_at_once()
    {
        Sent sent = await SendAsync(Plain, DueTime.On(DateTimeOffset.UnixEpoch.AddDays(1)));
        await PromoteAsync();

        await AssertDrainsAsync(Plain, sent);
    }

    [Fact]
    public async Task Enqueue_of_a_scheduled_task_may_be_sent_twice()
    {
        Sent sent = Make();
        await SendAsync(Plain, DueTime.In(OneSecond), sent);
        await SendAsync(Plain, DueTime.In(TimeSpan.FromMinutes(1)), sent);

        await AssertCountsAsync(scheduled: 1);
        await Fixture.AdvanceAsync(OneSecond * 2);
        Assert.Equal(1, await PromoteAsync());
        await AssertDrainsAsync(Plain, sent);
    }

    [Fact]
    public async Task Enqueue_refuses_an_envelope_without_a_header_and_stores_nothing_of_its_batch()
    {
        Sent sent = Make();
        var broken = new EnqueueItem(sent.Id, Plain, DueTime.Now, sent.Bytes.AsMemory(0, 27));

        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await Broker.EnqueueAsync(new[] { sent.To(Plain), broken }));

        await AssertCountsAsync();
    }
}
