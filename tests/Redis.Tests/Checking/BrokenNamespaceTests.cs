using System.Buffers.Binary;
using System.Globalization;
using StackExchange.Redis;
using TypedTasks.BrokerConformance;
using TypedTasks.Brokers;
using TypedTasks.Envelopes;
using TypedTasks.Redis.Checking;

namespace TypedTasks.Redis.Tests.Checking;

/// <summary>Each invariant is broken by hand, and the check says which and where.</summary>
public sealed class BrokenNamespaceTests(SharedServer shared) : IAsyncLifetime
{
    private static readonly TimeSpan LeaseTime = TimeSpan.FromSeconds(15);
    private static readonly Lane Mail = Lane.Of("mail");
    private static readonly byte[] Why = FailureFormat.Write(new Failure(BuryReason.Exhausted, null, "no", null, DateTimeOffset.UnixEpoch));

    private readonly TestNamespace ns = new(shared.Server);
    private ConnectionMultiplexer? multiplexer;

    private static ulong Group => Sent.MakeGrouped(1).Id.ResultGroup!.Value;

    /// <summary>A way to break an invariant, by name.</summary>
    public static TheoryData<string> Breaks => [.. Ways.Keys];

    private static Dictionary<string, (Invariant Broken, Func<IDatabase, RedisKeys, Task> Break)> Ways { get; } = new()
    {
        ["a stranger's key"] = (Invariants.KeyIsKnown, static (db, keys) => db.StringSetAsync(Below(keys, "note"), "x")),
        ["a stranger's key with a TTL"] = (Invariants.KeyIsKnown, static (db, keys) => db.StringSetAsync(Below(keys, "scheduled:task"), "x", TimeSpan.FromHours(1))),
        ["a lane that is a text"] = (Invariants.KeyHasItsType, static (db, keys) => db.StringSetAsync(Below(keys, "q:other:0"), "x")),
        ["a lease that is a set"] = (Invariants.KeyHasItsType, static (db, keys) => db.SetAddAsync(Below(keys, "l:other.1"), "x")),
        ["deadlines that are a list"] = (Invariants.KeyHasItsType, static async (db, keys) =>
        {
            await db.KeyDeleteAsync(keys.Leases);
            await db.ListRightPushAsync(keys.Leases, "x");
        }
        ),
        ["queues that are a hash"] = (Invariants.KeyHasItsType, static async (db, keys) =>
        {
            await db.KeyDeleteAsync(keys.Queues);
            await db.HashSetAsync(keys.Queues, "mail", "x");
        }
        ),
        ["a lane that ends by itself"] = (Invariants.KeyHasItsTtl, static (db, keys) => db.KeyExpireAsync(keys.Lane(Mail), TimeSpan.FromHours(1))),
        ["an outcome kept for ever"] = (Invariants.KeyHasItsTtl, static (db, keys) => db.StringSetAsync(keys.Result(Sent.Make(9).Id), "x")),
        ["an idle list for ever"] = (Invariants.KeyHasItsTtl, static (db, keys) => db.ListRightPushAsync(keys.Idle("other"), "worker")),
        ["a lane of no band"] = (Invariants.NamesAreWithinGrammar, static (db, keys) => db.ListRightPushAsync(Below(keys, "q:mail:p10"), Sent.Make(9).Bytes)),
        ["a lease of no number"] = (Invariants.NamesAreWithinGrammar, static (db, keys) => db.ListRightPushAsync(Below(keys, "l:worker.01"), "1")),
        ["outcomes of a group kept for ever"] = (Invariants.KeyHasItsTtl, static (db, keys) => db.HashSetAsync(keys.Results(Group), Sent.MakeGrouped(1).Id.ToByteArray(), "x")),
        ["an outcome in the wrong group"] = (Invariants.NamesAreWithinGrammar, static async (db, keys) =>
        {
            await db.HashSetAsync(keys.Results(Group + 16), Sent.MakeGrouped(1).Id.ToByteArray(), "x");
            await db.KeyExpireAsync(keys.Results(Group + 16), TimeSpan.FromHours(1));
        }
        ),
        ["a group of no number"] = (Invariants.NamesAreWithinGrammar, static async (db, keys) =>
        {
            await db.HashSetAsync(Below(keys, "rs:0A"), Sent.MakeGrouped(1).Id.ToByteArray(), "x");
            await db.KeyExpireAsync(Below(keys, "rs:0A"), TimeSpan.FromHours(1));
        }
        ),
        ["an outcome of no id"] = (Invariants.NamesAreWithinGrammar, static (db, keys) => db.StringSetAsync(Below(keys, "r:1"), "x", TimeSpan.FromHours(1))),
        ["a deadline of nobody"] = (Invariants.NamesAreWithinGrammar, static (db, keys) => db.SortedSetAddAsync(keys.Leases, "worker1.9", 1)),
        ["a queue with a space"] = (Invariants.NamesAreWithinGrammar, static (db, keys) => db.SetAddAsync(keys.Queues, "a queue")),
        ["a count of nothing"] = (Invariants.NamesAreWithinGrammar, static (db, keys) => db.HashSetAsync(keys.Counts, "ready:mail", 1)),
        ["an id that is too short"] = (Invariants.NamesAreWithinGrammar, static (db, keys) => db.SortedSetAddAsync(keys.Scheduled, "id", 1)),
        ["a task twice in a lane"] = (Invariants.TaskIsInOnePlace, static (db, keys) => db.ListRightPushAsync(keys.Lane(Mail), [Sent.Make(9).Bytes, Sent.Make(8).Bytes, Sent.Make(9).Bytes])),
        ["a task in two lanes"] = (Invariants.TaskIsInOnePlace, static async (db, keys) =>
        {
            await db.ListRightPushAsync(keys.Lane(Mail), Sent.Make(9).Bytes);
            await db.ListRightPushAsync(keys.Lane(Lane.Suspects("mail")), Sent.Make(9).Bytes);
        }
        ),
        ["a task ready and taken"] = (Invariants.TaskIsInOnePlace, static (db, keys) => db.ListRightPushAsync(keys.Lane(Mail), Sent.Make(3).Bytes)),
        ["a task ready and buried"] = (Invariants.TaskIsInOnePlace, static (db, keys) => db.ListRightPushAsync(keys.Lane(Mail), Sent.Make(2).Bytes)),
        ["a task scheduled and buried"] = (Invariants.TaskIsInOnePlace, static (db, keys) => ParkAsync(db, keys.Scheduled, keys.ScheduledTasks, keys.Counts, "scheduled:mail", Sent.Make(2))),
        ["a lease without deadline"] = (Invariants.LeaseHasOneDeadline, static (db, keys) => db.ListRightPushAsync(keys.Lease("worker2.1"), ["1", Sent.Make(9).Bytes])),
        ["a deadline without lease"] = (Invariants.LeaseHasOneDeadline, static (db, keys) => db.SortedSetAddAsync(keys.Leases, "worker2.1|mail:0", 1)),
        ["a lease with two deadlines"] = (Invariants.LeaseHasOneDeadline, static (db, keys) => db.SortedSetAddAsync(keys.Leases, "worker1.1|mail:p3", 1)),
        ["a deadline in two days"] = (Invariants.DeadlineIsNear, static (db, keys) => db.SortedSetAddAsync(keys.Leases, "worker1.1|mail:0", DateTimeOffset.UtcNow.AddDays(2).ToUnixTimeMilliseconds())),
        ["a deadline at infinity"] = (Invariants.DeadlineIsNear, static (db, keys) => db.SortedSetAddAsync(keys.Leases, "worker1.1|mail:0", double.PositiveInfinity)),
        ["a lease that says one more"] = (Invariants.LeaseCountsItsSlots, static (db, keys) => db.ListSetByIndexAsync(keys.Lease("worker1.1"), 0, 3)),
        ["a lease that says no number"] = (Invariants.LeaseCountsItsSlots, static (db, keys) => db.ListSetByIndexAsync(keys.Lease("worker1.1"), 0, "two")),
        ["a lease of settled slots only"] = (Invariants.LeaseCountsItsSlots, static async (db, keys) =>
        {
            await db.ListSetByIndexAsync(keys.Lease("worker1.1"), 1, string.Empty);
            await db.ListSetByIndexAsync(keys.Lease("worker1.1"), 2, string.Empty);
            await db.ListSetByIndexAsync(keys.Lease("worker1.1"), 0, 0);
        }
        ),
        ["two suspects in a lease"] = (Invariants.SuspectIsAlone, static async (db, keys) =>
        {
            await db.ListRightPushAsync(keys.Lease("worker2.1"), ["2", Sent.Make(9).Bytes, Sent.Make(10).Bytes]);
            await db.SortedSetAddAsync(keys.Leases, "worker2.1|mail:s", 1);
        }
        ),
        ["an index without bytes"] = (Invariants.IndexHasItsTask, static async (db, keys) =>
        {
            await db.HashDeleteAsync(keys.ScheduledTasks, Sent.Make(5).Id.ToByteArray());
            await db.HashDeleteAsync(keys.Counts, "scheduled:mail");
        }
        ),
        ["bytes without an index"] = (Invariants.IndexHasItsTask, static (db, keys) => db.SortedSetRemoveAsync(keys.Buried, Sent.Make(2).Id.ToByteArray())),
        ["a parked task of no lane"] = (Invariants.ParkedIsReadable, static async (db, keys) =>
        {
            await db.HashSetAsync(keys.ScheduledTasks, Sent.Make(5).Id.ToByteArray(), ParkedFormat.Write("mail:x", default, Sent.Make(5).Bytes));
            await db.HashDeleteAsync(keys.Counts, "scheduled:mail");
        }
        ),
        ["a parked task of two bytes"] = (Invariants.ParkedIsReadable, static async (db, keys) =>
        {
            await db.HashSetAsync(keys.ScheduledTasks, Sent.Make(5).Id.ToByteArray(), "xx");
            await db.HashDeleteAsync(keys.Counts, "scheduled:mail");
        }
        ),
        ["a task due at infinity"] = (Invariants.TimesAreTimes, static (db, keys) => db.SortedSetAddAsync(keys.Scheduled, Sent.Make(5).Id.ToByteArray(), double.PositiveInfinity)),
        ["a task buried at half a millisecond"] = (Invariants.TimesAreTimes, static (db, keys) => db.SortedSetAddAsync(keys.Buried, Sent.Make(2).Id.ToByteArray(), 0.5)),
        ["a count that is too high"] = (Invariants.CountsAreRight, static (db, keys) => db.HashIncrementAsync(keys.Counts, "buried:mail")),
        ["a count of a queue that has none"] = (Invariants.CountsAreRight, static (db, keys) => db.HashSetAsync(keys.Counts, "scheduled:other", 1)),
        ["a count that is missing"] = (Invariants.CountsAreRight, static (db, keys) => db.HashDeleteAsync(keys.Counts, "scheduled:mail")),
        ["a count that is no number"] = (Invariants.CountsAreRight, static (db, keys) => db.HashSetAsync(keys.Counts, "scheduled:mail", "1.0")),
        ["bytes without a header in a lane"] = (Invariants.EnvelopeHasItsHeader, static (db, keys) => db.ListRightPushAsync(keys.Lane(Mail), "short")),
        ["an empty element in a lane"] = (Invariants.EnvelopeHasItsHeader, static (db, keys) => db.ListRightPushAsync(keys.Lane(Mail), string.Empty)),
        ["an envelope sent at no time"] = (Invariants.EnvelopeHasItsHeader, static (db, keys) => db.ListRightPushAsync(keys.Lane(Mail), Timeless(Sent.Make(9)))),
        ["bytes without a header in a lease"] = (Invariants.EnvelopeHasItsHeader, static (db, keys) => db.ListSetByIndexAsync(keys.Lease("worker1.1"), 1, "short")),
        ["an envelope under another's id"] = (Invariants.EnvelopeHasItsHeader, static (db, keys) => db.HashSetAsync(keys.BuriedTasks, Sent.Make(2).Id.ToByteArray(), ParkedFormat.Write("mail:0", default, Sent.Make(9).Bytes))),
        ["a worker that is idle twice"] = (Invariants.IdleListIsBounded, static async (db, keys) =>
        {
            await db.ListRightPushAsync(keys.Idle("other"), ["worker1", "worker1"]);
            await db.KeyExpireAsync(keys.Idle("other"), TimeSpan.FromHours(1));
        }
        ),
        ["too many idle workers"] = (Invariants.IdleListIsBounded, static async (db, keys) =>
        {
            await db.ListRightPushAsync(keys.Idle("other"), [.. Enumerable.Range(0, 1001).Select(static i => (RedisValue)string.Create(CultureInfo.InvariantCulture, $"w{i}"))]);
            await db.KeyExpireAsync(keys.Idle("other"), TimeSpan.FromHours(1));
        }
        ),
    };

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        multiplexer = await ConnectionMultiplexer.ConnectAsync(shared.Server.ConnectionString);

        // One ready (1), one buried (2), two taken (3, 4), one scheduled (5), one kept outcome (6), one idle worker.
        await using RedisBroker broker = await ns.ConnectAsync();
        await broker.EnqueueAsync(new[] { 2, 6 }.Select(static number => Sent.Make(number).To(Mail)).ToArray());
        Lease first = (await broker.TakeAsync(new TakeRequest(new LeaseId("worker0", 1), [Mail], 10, 1 << 20, LeaseTime)))!;
        await broker.SettleAsync(first,
        [
            new BurySettlement(0, Sent.Make(2).Id, Mail, HeaderChange.AttemptSpent, Why),
            new CompleteSettlement(1, new ResultWrite(Sent.Make(6).Id, ResultFormat.WriteValue([0xC0]), LeaseTime * 100)),
        ]);
        await broker.EnqueueAsync(new[] { 3, 4 }.Select(static number => Sent.Make(number).To(Mail)).ToArray());
        Assert.NotNull(await broker.TakeAsync(new TakeRequest(new LeaseId("worker1", 1), [Mail], 10, 1 << 20, LeaseTime)));
        await broker.EnqueueAsync(new[] { Sent.Make(1).To(Mail), Sent.Make(5).To(Mail, DueTime.In(TimeSpan.FromHours(1))) });
        await broker.EnterIdleAsync("worker1", ["mail"], 2);
        await broker.RescueAsync(new RescueRequest(LeaseTime, 3, LeaseTime));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (multiplexer is not null)
        {
            await multiplexer.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_namespace_in_order_is_clean_and_all_of_it_is_counted()
    {
        FsckReport report = await Fsck.ReportAsync(ns, new FsckOptions { Expected = [.. Enumerable.Range(1, 6).Select(static number => Sent.Make(number).Id)] });

        Assert.True(report.IsClean, string.Join('\n', report.Findings));
        Assert.Empty(report.Undecided);
        FsckTotals totals = report.Totals;
        Assert.Equal((1, 1, 2, 1, 1, 1), (totals.Ready, totals.Leases, totals.Taken, totals.Scheduled, totals.Buried, totals.Results));
    }

    [Theory, MemberData(nameof(Breaks))]
    public async Task What_is_broken_is_found_under_its_number_and_nothing_else(string way)
    {
        (Invariant broken, Func<IDatabase, RedisKeys, Task> breakIt) = Ways[way];
        await breakIt(multiplexer!.GetDatabase(), ns.Keys);

        FsckReport report = await Fsck.ReportAsync(ns);

        // Broken deadlines tell nothing of the lease beside them; a lease of strangers has no deadline either.
        Assert.All(report.Findings, finding => Assert.Equal(broken, finding.Invariant));
        Assert.NotEmpty(report.Findings);
        Assert.Equal(report.Count, report.Findings.Count);
    }

    [Fact]
    public void Every_invariant_that_a_namespace_carries_in_itself_is_broken_above() =>
        Assert.Equal(Invariants.All.Where(static one => one != Invariants.TaskIsSomewhere), Ways.Values.Select(static way => way.Broken).Distinct().OrderBy(static one => one.Number));

    [Fact]
    public async Task A_task_that_is_nowhere_is_found_where_it_is_expected_and_has_not_ended()
    {
        TaskId lost = Sent.Make(20).Id;
        TaskId ended = Sent.Make(21).Id;

        FsckReport report = await Fsck.ReportAsync(ns, new FsckOptions { Expected = [lost, ended, Sent.Make(1).Id], HasEnded = id => id == ended });

        FsckFinding finding = Assert.Single(report.Findings);
        Assert.Equal((Invariants.TaskIsSomewhere, lost.ToString()), (finding.Invariant, finding.Key));
    }

    [Fact]
    public async Task More_findings_than_asked_for_are_counted()
    {
        await multiplexer!.GetDatabase().ListRightPushAsync(ns.Keys.Lane(Mail), [.. Enumerable.Repeat((RedisValue)"short", 50)]);

        FsckReport report = await Fsck.ReportAsync(ns, new FsckOptions { MaxFindings = 10 });

        Assert.Equal((10, 50L), (report.Findings.Count, report.Count));
    }

    [Fact]
    public async Task A_stranger_s_bytes_reach_no_terminal()
    {
        await multiplexer!.GetDatabase().StringSetAsync(Below(ns.Keys, "\u001b[2J\r\n"), "x");

        FsckFinding finding = Assert.Single((await Fsck.ReportAsync(ns)).Findings);

        Assert.EndsWith(@"\x1b[2J\x0d\x0a", finding.Key, StringComparison.Ordinal);
    }

    private static RedisKey Below(RedisKeys keys, string name) => keys.Check.ToString()[..^"check".Length] + name;

    private static byte[] Timeless(Sent sent)
    {
        byte[] bytes = [.. sent.Bytes];
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(EnvelopeHeader.Size - sizeof(long)), -1);
        return bytes;
    }

    private static async Task ParkAsync(IDatabase db, RedisKey index, RedisKey tasks, RedisKey counts, string field, Sent sent)
    {
        await db.SortedSetAddAsync(index, sent.Id.ToByteArray(), 1);
        await db.HashSetAsync(tasks, sent.Id.ToByteArray(), ParkedFormat.Write("mail:0", default, sent.Bytes));
        await db.HashIncrementAsync(counts, field);
    }
}
