using System.Collections.Concurrent;
using TypedTasks.BrokerConformance;
using TypedTasks.Brokers;
using TypedTasks.Envelopes;
using TypedTasks.Redis.Checking;

namespace TypedTasks.Redis.Tests.Checking;

/// <summary>A check of a namespace where everything moves finds nothing, and misses nothing that stands still.</summary>
public sealed class LiveNamespaceTests(SharedServer shared)
{
    private const int Checks = 8;
    private const int Workers = 4;
    private static readonly TimeSpan LeaseTime = TimeSpan.FromSeconds(2);
    private static readonly Lane[] Lanes = [Lane.Suspects("mail"), Lane.Of("mail", 5), Lane.Of("mail")];
    private static readonly byte[] Why = FailureFormat.Write(new Failure(BuryReason.Exhausted, null, "no", null, DateTimeOffset.UnixEpoch));

    // Sent, by id; true once it has ended.
    private readonly ConcurrentDictionary<TaskId, bool> tasks = new();
    private readonly TestNamespace ns = new(shared.Server);
    private int last;

    [Fact]
    public async Task Nothing_that_moves_is_reported()
    {
        await using RedisBroker broker = await ns.ConnectAsync();
        using var stop = new CancellationTokenSource();
        Task[] moving = [.. Enumerable.Range(0, Workers).Select(number => Task.Run(() => WorkAsync(broker, $"w{number}", stop.Token))), Task.Run(() => SendAsync(broker, stop.Token)), Task.Run(() => MaintainAsync(broker, stop.Token))];

        for (int i = 0; i < Checks; i++)
        {
            FsckReport report = await Fsck.ReportAsync(ns, new FsckOptions
            {
                Expected = [.. tasks.Where(static one => !one.Value).Select(static one => one.Key)],
                HasEnded = id => tasks[id],
            });
            Assert.True(report.IsClean, string.Join('\n', report.Findings));
        }

        // One that stands still is found all the same.
        TaskId lost = Sent.Make(int.MaxValue).Id;
        FsckReport last = await Fsck.ReportAsync(ns, new FsckOptions { Expected = [lost] });
        Assert.Equal(lost.ToString(), Assert.Single(last.Findings).Key);

        await stop.CancelAsync();
        await Task.WhenAll(moving);
        Assert.Empty(await Fsck.RunAsync(ns, [.. tasks.Where(static one => !one.Value).Select(static one => one.Key)]));
        Assert.True(tasks.Count(static one => one.Value) > 100);
    }

    private async Task SendAsync(RedisBroker broker, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            if (tasks.Count(static one => !one.Value) > 3000)
            {
                await Task.Yield();
                continue;
            }

            Sent[] sent = [.. Enumerable.Range(0, 100).Select(_ => Sent.Make(Interlocked.Increment(ref last)))];
            await broker.EnqueueAsync(sent.Select((one, i) => one.To(Lanes[1 + (i % 2)], i % 10 == 0 ? DueTime.In(TimeSpan.FromMilliseconds(i)) : DueTime.Now)).ToArray(), CancellationToken.None);
            Array.ForEach(sent, one => tasks.TryAdd(one.Id, false));
        }
    }

    private async Task WorkAsync(RedisBroker broker, string session, CancellationToken stop)
    {
        var random = new Random(session[^1]);
        for (long sequence = 1; !stop.IsCancellationRequested; sequence++)
        {
            // Now and then a lease is left to the rescuer.
            Lease? lease = await broker.TakeAsync(new TakeRequest(new LeaseId(session, sequence), Lanes, 1 + random.Next(50), 1 << 20, LeaseTime), CancellationToken.None);
            if (lease is not null && random.Next(20) > 0)
            {
                await SettleAsync(broker, lease, [.. lease.Envelopes.Select((envelope, slot) => Outcome(random, IdOf(envelope), slot))]);
            }
        }
    }

    private async Task SettleAsync(RedisBroker broker, Lease lease, Settlement[] settlements)
    {
        // Before the broker knows: a task that is expected must be there.
        foreach (Settlement done in settlements.Where(static one => one is CompleteSettlement))
        {
            tasks[IdOf(lease.Envelopes[done.Slot])] = true;
        }

        await broker.SettleAsync(lease, settlements, CancellationToken.None);
    }

    private static Settlement Outcome(Random random, TaskId id, int slot) => random.Next(10) switch
    {
        0 or 1 => new RetrySettlement(slot, id, TimeSpan.FromMilliseconds(random.Next(30)), Lanes[2], HeaderChange.AttemptSpent, Why),
        2 => new ReleaseSettlement(slot),
        3 => new BurySettlement(slot, id, Lanes[2], HeaderChange.AttemptSpent, Why),
        _ => new CompleteSettlement(slot, slot % 3 == 0 ? new ResultWrite(id, ResultFormat.WriteValue([0xC0]), TimeSpan.FromMilliseconds(200)) : null),
    };

    private async Task MaintainAsync(RedisBroker broker, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            await broker.PromoteAsync(1000, CancellationToken.None);
            await broker.RescueAsync(new RescueRequest(LeaseTime, 200, TimeSpan.FromMilliseconds(1)), CancellationToken.None);
            foreach (ParkedTask buried in await broker.ListBuriedAsync(0, 50, CancellationToken.None))
            {
                await broker.ReplayAsync(buried.Id, CancellationToken.None);
            }
        }
    }

    private static TaskId IdOf(ReadOnlyMemory<byte> envelope) => EnvelopeHeader.TryRead(envelope.Span, out EnvelopeHeader header) ? header.Id : default;
}
