using System.Globalization;
using StackExchange.Redis;
using TypedTasks.Brokers;
using TypedTasks.Envelopes;
using TypedTasks.Redis.Server;
using TypedTasks.Redis.WorkerApp;

namespace TypedTasks.Redis.Tests.Processes;

/// <summary>What guards live work in a worker that is in trouble: a starved pool, a lost lease, an outage, a stop under load.</summary>
public sealed class GuardTests(SharedServer shared, ITestOutputHelper output)
{
    private static readonly RescueRequest Rescue = new(TimeSpan.FromSeconds(15), DeliveryLimit: 3, SuspectDelay: TimeSpan.FromSeconds(2));

    [Fact]
    public async Task G2_while_every_thread_of_the_pool_is_blocked_leases_are_renewed_for_three_lease_times_and_nothing_is_rescued()
    {
        const int Threads = 4;
        TimeSpan leaseTime = TimeSpan.FromSeconds(6);
        string[] lease = ["LeaseTime=00:00:06", "RenewEvery=00:00:00.3"];

        // Without the right to wait for a task in an empty lease: one that came so would run on a thread that is none of the pool.
        await using RedisServer server = await RedisServer.StartAsync();
        await server.CommandAsync("ACL", "SETUSER", "default", "-blmove");
        await using var fleet = new WorkerFleet(server);
        await using ConnectionMultiplexer redis = await ConnectionMultiplexer.ConnectAsync(server.ConnectionString);
        IDatabase database = redis.GetDatabase();
        await fleet.StartWorkerAsync("starved", [.. lease, $"PoolThreads={Threads}", "Concurrency=64"]);
        HashSet<TaskId> blocked = [.. (await fleet.Client.DelayMany(Enumerable.Repeat(Chores.BlockTask.Call(fleet.Gate("gate")), Threads))).Ids];
        await fleet.UntilAsync(Deed.Started, blocked);

        // Nothing of what needs the pool goes on there: this task it cannot start. The others rescue for all, and take other queues alone.
        TaskId behind = (await fleet.Client.Delay(Chores.TouchTask.Call(false))).Id;
        await fleet.StartWorkerAsync("rescuer", [.. lease, "QueueNames:0=elsewhere"]);
        Dictionary<string, double> first = await DeadlinesAsync();
        Assert.NotEmpty(first);
        var seen = new Dictionary<string, HashSet<double>>();
        await fleet.UntilAsync("every deadline has advanced by three lease times", async () =>
        {
            Dictionary<string, double> now = await DeadlinesAsync();
            Assert.Superset(first.Keys.ToHashSet(), now.Keys.ToHashSet());
            foreach ((string member, double deadline) in now)
            {
                seen.TryAdd(member, []);
                seen[member].Add(deadline);
            }

            return first.All(one => now[one.Key] >= one.Value + (leaseTime * 3).TotalMilliseconds);
        });

        Assert.All(first.Keys, member => Assert.True(seen[member].Count > 6, $"{member} was seen with {seen[member].Count} deadlines"));
        Assert.DoesNotContain(behind, fleet.Ids(Deed.Started));
        fleet.Open("gate");
        await fleet.UntilAsync(Deed.Ended, new HashSet<TaskId>([.. blocked, behind]));
        Assert.All(fleet.Journal.GroupBy(static entry => (entry.Id, entry.Deed)), static deeds => Assert.Single(deeds));
        await fleet.EndAsync();

        // But for what either left empty until it found out that it may not wait: that holds no task, and is not renewed.
        async Task<Dictionary<string, double>> DeadlinesAsync()
        {
            var deadlines = new Dictionary<string, double>();
            foreach (SortedSetEntry one in await database.SortedSetRangeByRankWithScoresAsync(fleet.Namespace.Keys.Leases))
            {
                string member = one.Element.ToString();
                string[] id = member[..member.IndexOf('|', StringComparison.Ordinal)].Split('.');
                if (await HoldsAsync(fleet.Namespace.Keys.Lease(new LeaseId(id[0], long.Parse(id[1], CultureInfo.InvariantCulture)))))
                {
                    deadlines.Add(member, one.Score);
                }
            }

            return deadlines;
        }

        async Task<bool> HoldsAsync(RedisKey lease)
        {
            try
            {
                return await database.ListLengthAsync(lease) != 1;
            }
            catch (RedisServerException)
            {
                // Closed since.
                return false;
            }
        }
    }

    [Fact]
    public async Task G2_who_stood_still_for_longer_than_its_lease_starts_nothing_of_it()
    {
        string[] lease = ["LeaseTime=00:00:02", "RenewEvery=00:00:00.5", "Concurrency=1", "TargetLeaseWork=00:00:05", "UnstartedAfter=00:01:00"];
        await using var fleet = new WorkerFleet(shared.Server);

        // In front of the held one so many that a lease has grown to its full size, and has just begun, when it is reached.
        const int InFront = 400;
        TaskId[] ids = [.. (await fleet.Client.DelayMany(
        [
            .. Enumerable.Repeat(Chores.LingerTask.Call(), InFront),
            Chores.HoldTask.Call(fleet.Gate("gate")),
            .. Enumerable.Repeat(Chores.TouchTask.Call(false), 100),
        ])).Ids.Skip(InFront)];
        ChildProcess still = await fleet.StartWorkerAsync("still", lease);
        await fleet.UntilAsync(Deed.Started, ids.Take(1).ToHashSet());
        string place = Assert.Single((await Fsck.PlacesAsync(fleet.Namespace))[ids[0]]);
        still.Pause();
        ILookup<TaskId, string> places = await Fsck.PlacesAsync(fleet.Namespace);
        Assert.Equal(place, Assert.Single(places[ids[50]]));
        fleet.Open("gate");
        ChildProcess heir = await fleet.StartWorkerAsync("heir", lease);
        await fleet.UntilAsync(Deed.Ended, ids.ToHashSet());
        heir.Terminate();
        Assert.Equal(0, await heir.ExitAsync());

        still.Continue();
        HashSet<TaskId> fresh = await fleet.TouchAsync(1);
        await fleet.UntilAsync(Deed.Ended, fresh);

        Assert.Equal([ids[0], .. fresh], fleet.Journal.Where(static entry => entry is { Worker: "still", Deed: Deed.Started }).Select(static entry => entry.Id));
        Assert.All(ids[1..], id => Assert.Single(fleet.Journal, entry => entry.Id == id && entry.Deed == Deed.Started));
        await fleet.EndAsync();
    }

    [Fact]
    public async Task G2_a_lost_lease_cancels_its_handler()
    {
        await using var fleet = new WorkerFleet(shared.Server);
        ChildProcess first = await fleet.StartWorkerAsync("first", "Concurrency=1");
        HashSet<TaskId> held = await fleet.HoldAsync(1, "gate");
        await fleet.UntilAsync(Deed.Started, held);

        await LoseLeaseAsync(fleet);

        await fleet.UntilAsync(Deed.Cancelled, held);
        Assert.Contains("is lost (the broker says so)", await first.LineWithAsync("is lost"), StringComparison.Ordinal);
        fleet.Open("gate");
        await fleet.UntilAsync(Deed.Ended, held);
        Assert.Equal(
            [Deed.Started, Deed.Cancelled, Deed.Started, Deed.Ended],
            fleet.Journal.Where(entry => held.Contains(entry.Id)).Select(static entry => entry.Deed));
        Assert.All(fleet.Journal, static entry => Assert.Equal(1, entry.Attempt));
        Assert.Empty(await fleet.Inspector.ListDeadLettersAsync());
        await fleet.EndAsync();
    }

    [Fact]
    public async Task G2_what_a_handler_returns_after_its_lease_was_lost_settles_nothing()
    {
        await using var fleet = new WorkerFleet(shared.Server);
        ChildProcess deaf = await fleet.StartWorkerAsync("deaf", "Concurrency=1");
        TaskId id = (await fleet.Client.Delay(Chores.BlockTask.Call(fleet.Gate("gate")))).Id;
        await fleet.UntilAsync(Deed.Started, new HashSet<TaskId>([id]));
        await LoseLeaseAsync(fleet);
        await fleet.StartWorkerAsync("second", "Concurrency=1");
        await fleet.UntilAsync("it runs again elsewhere", () => Task.FromResult(fleet.Journal.Any(static entry => entry.Worker == "second")));
        string lease = Assert.Single((await Fsck.PlacesAsync(fleet.Namespace))[id]);

        // The first one returns as if nothing had happened.
        fleet.Open("gate", "deaf");
        await fleet.UntilAsync(Deed.Ended, new HashSet<TaskId>([id]));
        await deaf.LineWithAsync("is lost");
        TaskId next = (await fleet.Client.Delay(Chores.TouchTask.Call(false))).Id;
        await fleet.UntilAsync(Deed.Ended, new HashSet<TaskId>([next]));

        // It has gone on to other work, and the task is where it was: under the lease of the second.
        Assert.Equal("deaf", Assert.Single(fleet.Journal, entry => entry.Id == next && entry.Deed == Deed.Ended).Worker);
        Assert.Equal(lease, Assert.Single((await Fsck.PlacesAsync(fleet.Namespace))[id]));
        fleet.Open("gate");
        await fleet.UntilAsync("the second has ended", () => Task.FromResult(fleet.Journal.Any(entry => entry is { Worker: "second", Deed: Deed.Ended })));
        await fleet.EndAsync();
        Assert.Empty(await fleet.Inspector.ListDeadLettersAsync());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task G2_and_G3_what_ends_during_an_outage_is_settled_once_after_it(bool killed)
    {
        await using RedisServer server = await RedisServer.StartAsync(new RedisServerOptions { AppendAlways = true });
        await using var fleet = new WorkerFleet(server);
        ChildProcess worker = await fleet.StartWorkerAsync("worker", "Concurrency=16", "LeaseTime=00:01:00", "RenewEvery=00:00:01");
        await fleet.StartWorkerAsync("rescuer", "LeaseTime=00:01:00", "RenewEvery=00:00:01", "QueueNames:0=elsewhere");
        HashSet<TaskId> held = await fleet.HoldAsync(16, "gate");
        await fleet.UntilAsync(Deed.Started, held);

        if (killed)
        {
            await server.KillAsync();
        }
        else
        {
            server.Pause();
        }

        fleet.Open("gate");
        await fleet.UntilAsync(Deed.Ended, held);

        // At least one settlement was tried in vain.
        await worker.LineWithAsync("The broker does not answer (settling)");
        if (killed)
        {
            await server.RestartAsync();
        }
        else
        {
            server.Continue();
        }

        await fleet.UntilAsync("all is settled", async () =>
        {
            try
            {
                return (await Fsck.PlacesAsync(fleet.Namespace)).Count == 0;
            }
            catch (RedisException)
            {
                return false;
            }
        });
        Assert.All(held, id => Assert.Equal([Deed.Started, Deed.Ended], fleet.Journal.Where(entry => entry.Id == id).Select(static entry => entry.Deed)));
        await fleet.UntilAsync("the inspector is back", async () =>
        {
            try
            {
                return (await fleet.Inspector.ListDeadLettersAsync()).Count == 0;
            }
            catch (BrokerUnavailableException)
            {
                return false;
            }
        });
        await fleet.EndAsync();
    }

    [Fact]
    public async Task G4_a_stop_under_load_gives_back_at_once_and_in_order_what_did_not_start()
    {
        const int InFront = 400;
        const int Waiting = 300;
        await using var fleet = new WorkerFleet(shared.Server);

        // So many in front that its leases have grown, and one has just begun, when the one comes that holds it up.
        var calls = Enumerable.Repeat(Chores.LingerTask.Call(), InFront)
            .Append(Chores.HoldTask.Call(fleet.Gate("gate")))
            .Concat(Enumerable.Repeat(Chores.TouchTask.Call(false), Waiting));
        TaskId[] ids = [.. (await fleet.Client.DelayMany(calls)).Ids.Skip(InFront)];
        ChildProcess stopped = await fleet.StartWorkerAsync("stopped", "Concurrency=1", "TargetLeaseWork=00:00:05", "UnstartedAfter=00:10:00", "StopTimeout=00:05:00");
        await fleet.UntilAsync(Deed.Started, new HashSet<TaskId>([ids[0]]));
        ILookup<TaskId, string> before = await Fsck.PlacesAsync(fleet.Namespace);
        string lease = Assert.Single(before[ids[0]]);
        int unstarted = ids[1..].Count(id => before[id].Contains(lease));
        Assert.True(unstarted > 50, $"only {unstarted} wait under the lease of the one that runs");

        DateTimeOffset at = TimeProvider.System.GetUtcNow();
        stopped.Terminate();

        // While the handler still runs, and may for minutes.
        byte[][] lane = [];
        await fleet.UntilAsync("all that did not start is back", async () => (lane = await LaneAsync(fleet)).Length == Waiting);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"From SIGTERM to {unstarted} unstarted tasks in their lane: {(TimeProvider.System.GetUtcNow() - at).TotalSeconds:F2} s"));
        Assert.False(stopped.HasExited);
        Assert.Equal(ids[1..], lane.Select(static envelope => Header(envelope).Id));
        Assert.All(lane, static envelope => Assert.Equal((0, 0), (Header(envelope).Attempts, Header(envelope).Deliveries)));

        fleet.Open("gate");
        Assert.Equal(0, await stopped.ExitAsync());
        Assert.Equal([ids[0]], fleet.Ids(Deed.Ended));
        await fleet.StartWorkerAsync("next", "Concurrency=1");
        await fleet.UntilAsync(Deed.Ended, ids.ToHashSet());
        Assert.All(fleet.Journal.GroupBy(static entry => (entry.Id, entry.Deed)), static deeds => Assert.Single(deeds));
        Assert.All(fleet.Journal, static entry => Assert.Equal(1, entry.Attempt));
        await fleet.EndAsync();
    }

    /// <summary>Lets the only lease lapse and rescues it, as if its owner had been silent for too long.</summary>
    private static async Task LoseLeaseAsync(WorkerFleet fleet)
    {
        await using RedisBroker broker = await fleet.Namespace.ConnectAsync();
        await using ConnectionMultiplexer redis = await ConnectionMultiplexer.ConnectAsync(fleet.Namespace.Server.ConnectionString);
        IDatabase database = redis.GetDatabase();
        RedisValue member = Assert.Single(await database.SortedSetRangeByRankAsync(fleet.Namespace.Keys.Leases));

        // A renewal, or the tick of another rescuer, may come between: then once more.
        await fleet.UntilAsync("its lease is gone", async () =>
        {
            await database.SortedSetAddAsync(fleet.Namespace.Keys.Leases, member, 1, When.Exists);
            await fleet.Namespace.ForgetLastTickAsync();
            await broker.RescueAsync(Rescue);
            return await database.SortedSetScoreAsync(fleet.Namespace.Keys.Leases, member) is null;
        });
    }

    private static async Task<byte[][]> LaneAsync(WorkerFleet fleet)
    {
        await using ConnectionMultiplexer redis = await ConnectionMultiplexer.ConnectAsync(fleet.Namespace.Server.ConnectionString);
        return [.. (await redis.GetDatabase().ListRangeAsync(fleet.Namespace.Keys.Lane("default:0"))).Select(static envelope => (byte[])envelope!)];
    }

    private static EnvelopeHeader Header(byte[] envelope)
    {
        Assert.True(EnvelopeHeader.TryRead(envelope, out EnvelopeHeader header));
        return header;
    }
}
