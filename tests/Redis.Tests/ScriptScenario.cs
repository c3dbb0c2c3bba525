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

    private static readonly Lane Plain = Lane.Of("mail");
    private static readonly Lane Suspects = Lane.Suspects("mail");
    private static readonly Sent[] Tasks = [.. Enumerable.Range(1, 8).Select(static number => number == 3 ? Sent.MakeGrouped(number) : Sent.Make(number))];
    private static readonly Sent[] Grouped = [Sent.MakeGrouped(21), Sent.MakeGrouped(22)];
    private static readonly RescueRequest Rescue = new(LeaseTime, 3, TimeSpan.FromSeconds(2));
    private static readonly LeaseId First = new("worker1", 1);

    /// <summary>One after the other; each finds what those before it left.</summary>
    public static IReadOnlyList<Func<TestNamespace, RedisBroker, Task>> Steps { get; } =
    [
        static async (_, broker) => await broker.WakeAsync("mail"),
        static async (_, broker) => await broker.EnqueueAsync(Tasks[..6].Concat(Grouped).Select(static one => one.To(Plain)).ToArray()),
        static async (_, broker) => await broker.EnqueueAsync(
            new[] { Tasks[6].To(Plain, DueTime.In(TimeSpan.FromSeconds(1))), Tasks[7].To(Lane.Of("mail", 3), DueTime.On(DateTimeOffset.UnixEpoch)) }),
        static async (_, broker) => await broker.EnqueueAsync(new[]
        {
            Sent.Make(9).To(Lane.Of("other")) with { RememberFor = Keep },
            Sent.Make(10).To(Lane.Of("other"), DueTime.On(DateTimeOffset.UnixEpoch)) with { RememberFor = Keep },
            Sent.Make(11).To(Lane.Of("other", 2)) with { RememberFor = Keep, QueueLimit = 100 },
        }),
        static async (_, broker) => await broker.PromoteAsync(10),
        static async (_, broker) => await broker.TakeAsync(new TakeRequest(First, [Suspects, Lane.Of("mail", 9), Plain], 8, 1 << 20, LeaseTime)),
        static (_, broker) =>
        {
            using ILeaseLink link = broker.OpenLeaseLink();
            link.Renew([Taken], LeaseTime);
            return Task.CompletedTask;
        },
        static async (_, broker) => await broker.SettleAsync(
            Taken, [new CompleteSettlement(0, ResultOf(Tasks[0])), new CompleteSettlement(6, ResultOf(Grouped[0])), new CompleteSettlement(7, ResultOf(Grouped[1]))]),
        static async (_, broker) => await broker.SettleAsync(Taken,
        [
            new RetrySettlement(1, Tasks[1].Id, LeaseTime, Plain, HeaderChange.AttemptSpent, Why),
            new BurySettlement(2, Tasks[2].Id, Plain, HeaderChange.AttemptSpent, Why, new ResultWrite(Tasks[2].Id, ResultFormat.WriteFailure(FailureFormat.Read(Why)!), Keep)),
            new BurySettlement(3, Tasks[3].Id, Plain, HeaderChange.None, Why),
            new ReleaseSettlement(4),
        ]),
        static async (_, broker) => await broker.ReplayAsync(Tasks[2].Id),
        static async (_, broker) => await broker.TrimBuriedAsync(TimeSpan.FromDays(180), 1_000_000),
        static async (_, broker) => await broker.DeleteBuriedAsync(Tasks[3].Id),
        static async (_, broker) => await broker.EnterIdleAsync("worker1", ["mail", "reports"], 2),
        static (ns, broker) => LapseAsync(ns),
        static async (_, broker) => await broker.RescueAsync(Rescue),
        static async (_, broker) => await broker.TakeAsync(new TakeRequest(new LeaseId("worker1", 3), [Suspects], 1, 1 << 20, LeaseTime)),
        static (ns, broker) => LapseAsync(ns),
        static async (_, broker) => await broker.RescueAsync(Rescue),
        static async (_, broker) => await broker.TakeAsync(new TakeRequest(new LeaseId("worker2", 1), [Lane.Of("mail", 3), Plain], 2, 1 << 20, LeaseTime)),
        static (ns, _) => LookAsync(ns, Tasks[0].Id),
        static async (_, broker) => await broker.TakeAsync(Waiting(1)),
        static async (_, broker) => await broker.TakeAsync(Waiting(2) with { Replaces = Empty(1) }),
        static async (_, broker) => await broker.WaitAndCloseAsync(Empty(2)),
        static async (_, broker) => await broker.TakeAsync(Waiting(3)),
        static (ns, broker) => LapseAsync(ns),
        static async (_, broker) => await broker.RescueAsync(Rescue),
    ];

    private static readonly Lane Quiet = Lane.Of("quiet");

    private static TakeRequest Waiting(long sequence) =>
        new(new LeaseId("worker3", sequence), [Lane.Of("quiet", 4), Quiet], 8, 1 << 20, LeaseTime) { IdleOn = ["quiet"], WaitIn = Quiet };

    private static Lease Empty(long sequence) => new(new LeaseId("worker3", sequence), Quiet, [], 0);

    private static async Task WaitAndCloseAsync(this RedisBroker broker, Lease empty)
    {
        using IWaitLink link = broker.OpenWaitLink()!;
        await link.CloseAsync(empty, LeaseTime);
    }

    // What the sixth step takes.
    private static Lease Taken => new(First, Plain, [.. Tasks[..6].Concat(Grouped).Select(static one => (ReadOnlyMemory<byte>)one.Bytes)], 0);

    private static ResultWrite ResultOf(Sent sent) => new(sent.Id, ResultFormat.WriteValue([0xC0]), Keep);

    public static async Task RunAsync(TestNamespace ns)
    {
        await using RedisBroker broker = await ns.ConnectAsync();
        foreach (Func<TestNamespace, RedisBroker, Task> step in Steps)
        {
            await step(ns, broker);
        }
    }

    private static async Task LapseAsync(TestNamespace ns)
    {
        await ns.AdvanceAsync(LeaseTime * 2);
        await ns.ForgetLastTickAsync();
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
