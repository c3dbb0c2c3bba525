using TypedTasks.Brokers;

namespace TypedTasks.BrokerConformance;

public abstract partial class BrokerConformanceSuite
{
    [Fact]
    public async Task Take_finds_nothing_in_empty_lanes()
    {
        Assert.Null(await TryTakeAsync(Suspects, Lane.Of("mail", 9), Plain));
    }

    [Fact, Promise("G1", "G2")]
    public async Task Take_moves_ready_tasks_under_a_lease()
    {
        Sent[] sent = await SendAsync(Plain, 3);
        TakeRequest request = Request(10, Plain);

        Lease? lease = await Broker.TakeAsync(request);

        Assert.NotNull(lease);
        Assert.Equal((request.Lease, Plain, 0L), (lease.Id, lease.Lane, lease.Waiting));
        AssertEnvelopes(lease, sent);
        await AssertCountsAsync(taken: 3);
        Assert.Null(await TryTakeAsync(Plain));
    }

    [Fact]
    public async Task Take_looks_into_the_lanes_in_the_order_asked_for_and_fills_the_lease_from_one()
    {
        Lane urgent = Lane.Of("mail", 9);
        Lane other = Lane.Of("reports", 1);
        Sent[] plain = await SendAsync(Plain, 2);
        Sent[] pressing = await SendAsync(urgent, 2);
        Sent[] reports = await SendAsync(other, 2);
        Lane[] order = [Lane.Of("mail", 5), other, urgent, Plain];

        AssertEnvelopes(await TakeAsync(order), reports);
        AssertEnvelopes(await TakeAsync(order), pressing);
        AssertEnvelopes(await TakeAsync(order), plain);
    }

    [Fact]
    public async Task Take_stops_at_the_items_asked_for_and_says_how_many_wait()
    {
        Sent[] sent = await SendAsync(Plain, 5);

        Lease lease = await TakeAsync(2, Plain);

        AssertEnvelopes(lease, sent[..2]);
        Assert.Equal(3, lease.Waiting);
        await AssertCountsAsync(ready: 3, taken: 2);
    }

    [Fact]
    public async Task Take_brings_a_thousand_at_once()
    {
        await SendAsync(Plain, TakeRequest.MaxBatch);
        Sent last = await SendAsync(Plain);

        Lease lease = await TakeAsync(TakeRequest.MaxBatch, Plain);

        Assert.Equal(TakeRequest.MaxBatch, lease.Envelopes.Count);
        await AssertDrainsAsync(Plain, last);
    }

    [Fact, Promise("G8")]
    public async Task Take_stops_at_the_byte_budget()
    {
        const int Size = 10_000;
        Sent[] sent = [.. Enumerable.Range(0, 100).Select(_ => Make(Size))];
        await SendAsync(Plain, default, sent);

        Lease? lease = await Broker.TakeAsync(Request(100, Plain) with { MaxBytes = 5 * Size });

        // Popping in growing steps may pass the budget by one step, no more.
        Assert.NotNull(lease);
        Assert.InRange(lease.Envelopes.Count, 1, 10);
        AssertEnvelopes(lease, sent[..lease.Envelopes.Count]);
        await AssertDrainsAsync(Plain, sent[lease.Envelopes.Count..]);
    }

    [Fact]
    public async Task Take_brings_at_least_one_whatever_the_byte_budget()
    {
        Sent[] sent = [Make(100_000), Make(100_000)];
        await SendAsync(Plain, default, sent);

        Lease? lease = await Broker.TakeAsync(Request(100, Plain) with { MaxBytes = 1 });

        Assert.NotNull(lease);
        AssertEnvelopes(lease, sent[0]);
    }

    [Fact, Promise("G1")]
    public async Task Take_sent_twice_under_one_name_brings_the_same_lease()
    {
        Sent[] sent = await SendAsync(Plain, 4);
        TakeRequest request = Request(2, Plain);

        Lease? first = await Broker.TakeAsync(request);
        Lease? second = await Broker.TakeAsync(request);

        Assert.NotNull(first);
        Assert.NotNull(second);
        Assert.Equal((first.Id, first.Lane), (second.Id, second.Lane));
        AssertEnvelopes(second, sent[..2]);
        await AssertCountsAsync(ready: 2, taken: 2);
    }

    [Fact, Promise("G2")]
    public async Task Take_sent_twice_shows_settled_slots_empty()
    {
        Sent[] sent = await SendAsync(Plain, 3);
        TakeRequest request = Request(3, Plain);
        Lease? first = await Broker.TakeAsync(request);
        await SettleAsync(first!, new CompleteSettlement(1));

        Lease? second = await Broker.TakeAsync(request);

        Assert.NotNull(second);
        Assert.Equal([sent[0].Bytes, [], sent[2].Bytes], second.Envelopes.Select(static envelope => envelope.ToArray()));
    }

    [Fact]
    public async Task Take_under_another_name_is_another_lease()
    {
        Sent[] sent = await SendAsync(Plain, 2);
        Lease first = await TakeAsync(1, Plain);
        Lease second = await TakeAsync(1, Plain);

        AssertEnvelopes(first, sent[0]);
        AssertEnvelopes(second, sent[1]);
        await SettleAsync(first, new CompleteSettlement(0));
        await AssertCountsAsync(taken: 1);
    }

    [Fact, Promise("G5")]
    public async Task Take_brings_one_suspect_at_a_time()
    {
        Sent[] sent = await SendAsync(Suspects, 3);

        Lease lease = await TakeAsync(100, Suspects, Plain);

        AssertEnvelopes(lease, sent[0]);
        Assert.Equal(2, lease.Waiting);
        Assert.True(lease.Lane.IsSuspect);
    }

    [Fact, Promise("G8")]
    public async Task Take_refuses_what_is_out_of_bounds_and_takes_nothing()
    {
        await SendAsync(Plain);
        TakeRequest good = Request(1, Plain);
        TakeRequest[] bad =
        [
            good with { MaxItems = 0 },
            good with { MaxItems = TakeRequest.MaxBatch + 1 },
            good with { LeaseTime = TimeSpan.Zero },
        ];

        foreach (TakeRequest request in bad)
        {
            await Assert.ThrowsAnyAsync<ArgumentException>(async () => await Broker.TakeAsync(request));
        }

        await AssertCountsAsync(ready: 1);
    }

    [Fact, Promise("G1", "G2")]
    public async Task A_take_that_arrives_late_takes_nothing()
    {
        await SendAsync(Plain);
        TakeRequest first = Request(10, Plain);
        Lease lease = (await Broker.TakeAsync(first))!;
        await Broker.SettleAsync(lease, [new CompleteSettlement(0)]);
        TakeRequest empty = Request(10, Plain);
        Assert.Null(await Broker.TakeAsync(empty));
        Sent[] others = await SendAsync(Plain, 2);

        // Copies that were under way all the while, and a settlement behind the first.
        Assert.Null(await Broker.TakeAsync(first));
        Assert.Equal(SettleStatus.LeaseLost, await Broker.SettleAsync(lease, [new CompleteSettlement(0)]));
        Assert.Null(await Broker.TakeAsync(empty));

        await AssertCountsAsync(ready: 2);
        AssertEnvelopes(await TakeAsync(Plain), others);
    }

    [Fact, Promise("G1")]
    public async Task A_take_is_late_for_its_own_session_alone()
    {
        await SendAsync(Plain, 2);
        await TakeAsync(1, Plain);
        await TakeAsync(1, Plain);
        await SendAsync(Plain);

        Assert.NotNull(await Broker.TakeAsync(new TakeRequest(new LeaseId("another", 1), [Plain], 1, 1 << 20, TimeSpan.FromSeconds(15))));
    }
}
