using System.Collections.Concurrent;
using TypedTasks.Brokers;

namespace TypedTasks.BrokerConformance;

public abstract partial class BrokerConformanceSuite
{
    [Fact, Promise("G2")]
    public async Task Many_takers_get_each_task_exactly_once()
    {
        const int Batches = 10;
        const int BatchSize = 200;
        var taken = new ConcurrentBag<TaskId>();
        Task sending = Task.Run(async () =>
        {
            for (int i = 0; i < Batches; i++)
            {
                await SendAsync(Plain, BatchSize);
            }
        });

        await Task.WhenAll(Enumerable.Range(1, 8).Select(worker => Task.Run(async () =>
        {
            for (int sequence = 1; taken.Count < Batches * BatchSize; sequence++)
            {
                var request = new TakeRequest(new LeaseId($"taker{worker}", sequence), [Plain], worker * 5, Plenty, LeaseTime);
                if (await Broker.TakeAsync(request) is { } lease)
                {
                    foreach (ReadOnlyMemory<byte> envelope in lease.Envelopes)
                    {
                        taken.Add(HeaderOf(envelope).Id);
                    }

                    await SettleAsync(lease, [.. lease.Envelopes.Select(static (_, slot) => new CompleteSettlement(slot))]);
                }
                else if (sending.IsFaulted)
                {
                    return;
                }
            }
        }))).WaitAsync(Patience);
        await sending;

        Assert.Equal(Batches * BatchSize, taken.Distinct().Count());
        Assert.Equal(Batches * BatchSize, taken.Count);
        await AssertCountsAsync();
    }

    [Fact, Promise("G2")]
    public async Task Many_rescuers_rescue_each_task_exactly_once()
    {
        Sent[] sent = await SendAsync(Plain, 100);
        for (int i = 0; i < 20; i++)
        {
            await TakeAsync(5, Plain);
        }

        await Fixture.AdvanceAsync(LeaseTime * 2);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () => await Fixture.RescueAsync(Rescue))));

        // One that was throttled by another may have left something to the next tick.
        await Fixture.RescueAsync(Rescue);
        Assert.Equal(sent.Select(static s => s.Bytes), (await DrainAsync(Suspects)).OrderBy(static bytes => HeaderOf(bytes).Id));
    }

    [Fact, Promise("G7")]
    public async Task Many_promoters_promote_each_task_exactly_once()
    {
        Sent[] sent = await SendAsync(Plain, 500, DueTime.In(OneSecond));
        await Fixture.AdvanceAsync(OneSecond * 2);

        int[] promoted = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            int mine = 0;
            while ((await Broker.PromoteAsync(7)).Promoted is > 0 and int some)
            {
                mine += some;
            }

            return mine;
        })));

        Assert.Equal(sent.Length, promoted.Sum());
        await AssertDrainsAsync(Plain, sent);
    }

    [Fact, Promise("G2", "G3")]
    public async Task Settling_and_rescuing_at_once_settle_each_task_by_one_of_the_two()
    {
        const int Count = 200;
        Sent[] sent = await SendAsync(Plain, Count);
        Lease[] leases = new Lease[Count];
        for (int i = 0; i < Count; i++)
        {
            leases[i] = await TakeAsync(1, Plain);
        }

        await Fixture.AdvanceAsync(LeaseTime * 2);
        int settled = 0;
        Task settling = Task.Run(async () =>
        {
            foreach (Lease lease in leases)
            {
                settled += await Broker.SettleAsync(lease, [new CompleteSettlement(0)]) == SettleStatus.Settled ? 1 : 0;
            }
        });
        await Task.WhenAll(settling, Task.Run(async () => await Fixture.RescueAsync(Rescue)));
        await Fixture.RescueAsync(Rescue);

        List<byte[]> rescued = await DrainAsync(Suspects);
        Assert.Equal(Count, settled + rescued.Count);
        Assert.Equal(rescued.Count, rescued.Select(static bytes => HeaderOf(bytes).Id).Distinct().Count());
        Assert.All(rescued, bytes => Assert.Contains(sent, s => s.Id == HeaderOf(bytes).Id));
    }
}
