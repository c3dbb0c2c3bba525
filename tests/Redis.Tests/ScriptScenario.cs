using StackExchange.Redis;
using TypedTasks.BrokerConformance;
using TypedTasks.Brokers;
using TypedTasks.Envelopes;

namespace TypedTasks.Redis.Tests;

/// <summary>Every verb of a broker, so that every script is called.</summary>
internal static class ScriptScenario
{
    private static readonly TimeSpan LeaseTime = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Keep = TimeSpan.FromDays(1);
    private static readonly byte[] Why = FailureFormat.Write(new Failure(BuryReason.Exhausted, null, "no", null, DateTimeOffset.UnixEpoch));

    public static async Task RunAsync(TestNamespace ns)
    {
        await using RedisBroker broker = await ns.ConnectAsync();
        Lane plain = Lane.Of("mail");
        Lane suspects = Lane.Suspects("mail");
        Sent[] sent = [.. Enumerable.Range(1, 8).Select(static number => Sent.Make(number))];
        await broker.EnqueueAsync(sent[..6].Select(one => one.To(plain)).ToArray());
        await broker.EnqueueAsync(new[] { sent[6].To(plain, DueTime.In(TimeSpan.FromSeconds(1))), sent[7].To(Lane.Of("mail", 3), DueTime.On(DateTimeOffset.UnixEpoch)) });
        await broker.EnqueueAsync(new[]
        {
            Sent.Make(9).To(Lane.Of("other")) with { RememberFor = Keep },
            Sent.Make(10).To(Lane.Of("other"), DueTime.On(DateTimeOffset.UnixEpoch)) with { RememberFor = Keep },
            Sent.Make(11).To(Lane.Of("other", 2)) with { RememberFor = Keep, QueueLimit = 100 },
        });
        await broker.PromoteAsync(10);

        Lease lease = (await broker.TakeAsync(new TakeRequest(new LeaseId("worker1", 1), [suspects, Lane.Of("mail", 9), plain], 6, 1 << 20, LeaseTime)))!;
        using (ILeaseLink link = broker.OpenLeaseLink())
        {
            link.Renew([lease], LeaseTime);
        }

        await broker.SettleAsync(lease, [new CompleteSettlement(0, new ResultWrite(sent[0].Id, ResultFormat.WriteValue([0xC0]), Keep))]);
        await broker.SettleAsync(lease,
        [
            new RetrySettlement(1, sent[1].Id, LeaseTime, plain, HeaderChange.AttemptSpent, Why),
            new BurySettlement(2, sent[2].Id, plain, HeaderChange.AttemptSpent, Why, new ResultWrite(sent[2].Id, ResultFormat.WriteFailure(FailureFormat.Read(Why)!), Keep)),
            new BurySettlement(3, sent[3].Id, plain, HeaderChange.None, Why),
            new ReleaseSettlement(4),
        ]);
        await broker.ReplayAsync(sent[2].Id);
        await broker.DeleteBuriedAsync(sent[3].Id);
        await broker.TrimBuriedAsync(TimeSpan.FromDays(180), 1_000_000);
        await broker.EnterIdleAsync("worker1", ["mail", "reports"]);
        await ns.AdvanceAsync(LeaseTime * 2);
        await ns.ForgetLastTickAsync();
        await broker.RescueAsync(new RescueRequest(LeaseTime, 3, TimeSpan.FromSeconds(2)));
        await broker.TakeAsync(new TakeRequest(new LeaseId("worker1", 2), [suspects], 1, 1 << 20, LeaseTime));
        await ns.AdvanceAsync(LeaseTime * 2);
        await ns.ForgetLastTickAsync();
        await broker.RescueAsync(new RescueRequest(LeaseTime, 3, TimeSpan.FromSeconds(2)));
        await broker.TakeAsync(new TakeRequest(new LeaseId("worker2", 1), [Lane.Of("mail", 3), plain], 2, 1 << 20, LeaseTime));
        await LookAsync(ns, sent[0].Id);
    }

    // The scripts that a check looks with, which it does only where something moved or is wrong.
    private static async Task LookAsync(TestNamespace ns, TaskId id)
    {
        await using ConnectionMultiplexer multiplexer = await ConnectionMultiplexer.ConnectAsync(ns.Server.ConnectionString);
        IDatabase database = multiplexer.GetDatabase();
        RedisKeys keys = ns.Keys;
        await RedisScripts.Where.EvaluateAsync(
            database, [keys.Lane(Lane.Of("mail")), keys.Lease("worker2.1"), keys.Scheduled, keys.ScheduledTasks], [id.ToByteArray(), 0, 10, 0, 10, 0, 0, 0, 0]);
        await RedisScripts.Leased.EvaluateAsync(database, [keys.Lease("worker2.1"), keys.Leases], ["worker2.1"]);
        await RedisScripts.Tally.EvaluateAsync(database, [keys.ScheduledTasks, keys.Counts], ["scheduled", 1000, 1 << 20]);
        await RedisScripts.Tally.EvaluateAsync(database, [keys.BuriedTasks, keys.Counts], ["buried", 1000, 1 << 20]);
    }
}
