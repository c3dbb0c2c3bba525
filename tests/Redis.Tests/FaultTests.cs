using StackExchange.Redis;
using TypedTasks.BrokerConformance;
using TypedTasks.Brokers;
using TypedTasks.Envelopes;
using TypedTasks.Redis.Server;

namespace TypedTasks.Redis.Tests;

/// <summary>What happens around a broker: Redis full, flushed, killed, stopped.</summary>
public sealed class FaultTests
{
    private static readonly TimeSpan LeaseTime = TimeSpan.FromSeconds(15);
    private static readonly RescueRequest Rescue = new(LeaseTime, 3, TimeSpan.FromSeconds(2));
    private static readonly Lane Mail = Lane.Of("mail");
    private static readonly byte[] Why = FailureFormat.Write(new Failure(BuryReason.Exhausted, null, "no", null, DateTimeOffset.UnixEpoch));

    private static TakeRequest Request(long sequence, int max = 100, Lane? lane = null) =>
        new(new LeaseId("worker1", sequence), [lane ?? Mail], max, 1 << 20, LeaseTime);

    [Fact]
    public async Task At_maxmemory_all_that_frees_or_protects_work_passes()
    {
        await using RedisServer server = await RedisServer.StartAsync();
        var ns = new TestNamespace(server);
        await using RedisBroker broker = await ns.ConnectAsync();
        Sent[] sent = [.. Enumerable.Range(1, 40).Select(static number => Sent.Make(number))];
        await broker.EnqueueAsync(sent.Select(static one => one.To(Mail)).ToArray());
        await broker.EnqueueAsync(new[] { Sent.Make(41).To(Mail, DueTime.In(TimeSpan.FromMilliseconds(1))) });
        Lease first = (await broker.TakeAsync(Request(1, 10)))!;
        Lease second = (await broker.TakeAsync(Request(2, 10)))!;
        await server.CommandAsync("CONFIG", "SET", "maxmemory", "1");

        TaskNotSentException full = await Assert.ThrowsAsync<TaskNotSentException>(async () => await broker.EnqueueAsync(new[] { Sent.Make(99).To(Mail) }));
        Assert.False(full.OutcomeUnknown);
        Assert.Contains("memory is full", full.Message, StringComparison.Ordinal);

        using ILeaseLink link = broker.OpenLeaseLink();
        Assert.Empty(link.Renew([first, second], LeaseTime));
        Assert.Equal(SettleStatus.Settled, await broker.SettleAsync(first,
        [
            new CompleteSettlement(0, new ResultWrite(sent[0].Id, ResultFormat.WriteValue([0xC0]), LeaseTime)),
            new RetrySettlement(1, sent[1].Id, LeaseTime, Mail, HeaderChange.AttemptSpent, Why),
            new ReleaseSettlement(2),
            new BurySettlement(3, sent[3].Id, Mail, HeaderChange.AttemptSpent, Why),
        ]));
        Assert.NotNull(await broker.TakeAsync(Request(3, 10)));
        Assert.Equal(1, (await broker.PromoteAsync(10)).Promoted);
        await broker.EnterIdleAsync("worker1", ["mail"], 4);
        Assert.True(await broker.ReplayAsync(sent[3].Id));

        // The last renewal is behind by four seconds and nobody listens.
        await server.CommandAsync("CONFIG", "SET", "maxmemory", "0");
        await ns.AdvanceAsync(TimeSpan.FromSeconds(4));
        await server.CommandAsync("CONFIG", "SET", "maxmemory", "1");
        Assert.Equal(3, (await broker.RescueAsync(Rescue)).Leases);
        Assert.Empty(await Fsck.RunAsync(ns));
    }

    [Fact]
    public async Task A_flush_of_scripts_under_load_costs_nothing()
    {
        await using RedisServer server = await RedisServer.StartAsync();
        var ns = new TestNamespace(server);
        await using RedisBroker broker = await ns.ConnectAsync();
        const int Count = 5000;
        using var done = new CancellationTokenSource();
        Task flushing = Task.Run(async () =>
        {
            await using RespClient client = await server.ConnectAsync();
            while (!done.IsCancellationRequested)
            {
                await client.CallAsync(["SCRIPT", "FLUSH"]);
            }
        });

        await broker.EnqueueAsync(Enumerable.Range(1, Count).Select(static number => Sent.Make(number).To(Mail)).ToArray());
        HashSet<TaskId> ran = await DrainAsync(broker, Count, 1);
        await done.CancelAsync();
        await flushing;

        Assert.Equal(Count, ran.Count);
        Assert.Empty(await Fsck.RunAsync(ns));
    }

    [Fact]
    public async Task Nothing_acknowledged_is_lost_when_Redis_is_killed_under_load_with_appendfsync_always()
    {
        await using RedisServer server = await RedisServer.StartAsync(new RedisServerOptions { AppendAlways = true });
        var ns = new TestNamespace(server);
        await using RedisBroker broker = ns.NewBroker(new RedisOptions { Prefix = ns.Prefix, OperationTimeout = TimeSpan.FromSeconds(2) });
        await broker.ConnectAsync();
        var acknowledged = new List<TaskId>();
        var half = new TaskCompletionSource();
        Task sending = Task.Run(async () =>
        {
            for (int number = 1; number <= 2000; number++)
            {
                var sent = Sent.Make(number);
                try
                {
                    await broker.EnqueueAsync(new[] { sent.To(Mail, number % 10 == 0 ? DueTime.In(TimeSpan.FromMilliseconds(1)) : DueTime.Now) });
                    acknowledged.Add(sent.Id);
                }
                catch (Exception error) when (error is TaskNotSentException or BrokerUnavailableException)
                {
                    // Not acknowledged: it may be there or not.
                }

                if (number == 500)
                {
                    half.SetResult();
                }
            }
        });

        await half.Task;
        await server.KillAsync();
        await server.RestartAsync();
        await sending;

        // It reconnected by itself.
        await EventuallyAsync(async () => await broker.PingAsync());
        while ((await broker.PromoteAsync(1000)).Promoted > 0)
        {
        }

        HashSet<TaskId> ran = await DrainAsync(broker, acknowledged.Count, 1);
        Assert.True(acknowledged.Count > 500);
        Assert.Superset(new HashSet<TaskId>(acknowledged), ran);
        Assert.Empty(await Fsck.RunAsync(ns));
    }

    [Fact]
    public async Task A_stopped_Redis_makes_no_live_lease_stolen()
    {
        await using RedisServer server = await RedisServer.StartAsync();
        var ns = new TestNamespace(server);
        await using RedisBroker owner = await ns.ConnectAsync();
        await using RedisBroker other = await ns.ConnectAsync();
        await using IAsyncDisposable listening = await owner.ListenAsync("worker1", () => { });
        await owner.EnqueueAsync(new[] { Sent.Make(1).To(Mail) });

        // A lease so short that the pause alone outlasts it.
        TimeSpan brief = TimeSpan.FromSeconds(2);
        Lease lease = (await owner.TakeAsync(Request(1) with { LeaseTime = brief }))!;
        await other.RescueAsync(Rescue with { LeaseTime = brief });
        using ILeaseLink link = owner.OpenLeaseLink();
        link.Renew([lease], brief);

        // It stands still in the middle of a call; that the pause was long is told by what it stored before.
        server.Pause();
        Task<TimeSpan> unanswered = owner.PingAsync().AsTask();
        server.Continue();
        await unanswered;
        await ns.AdvanceAsync(TimeSpan.FromSeconds(3.5));

        for (int i = 0; i < 5; i++)
        {
            await ns.ForgetLastTickAsync();
            Assert.Equal(0, (await other.RescueAsync(Rescue with { LeaseTime = brief })).Leases);
        }

        Assert.Empty(link.Renew([lease], brief));
        Assert.Equal(SettleStatus.Settled, await owner.SettleAsync(lease, [new CompleteSettlement(0)]));
    }

    [Fact]
    public async Task A_restart_of_Redis_makes_no_live_lease_stolen()
    {
        await using RedisServer server = await RedisServer.StartAsync(new RedisServerOptions { AppendAlways = true });
        var ns = new TestNamespace(server);
        await using RedisBroker broker = await ns.ConnectAsync();
        await broker.EnqueueAsync(new[] { Sent.Make(1).To(Mail) });
        Lease lease = (await broker.TakeAsync(Request(1)))!;
        await broker.RescueAsync(Rescue);

        await server.KillAsync();
        await server.RestartAsync();
        await EventuallyAsync(async () => await broker.PingAsync());
        await ns.AdvanceAsync(LeaseTime * 2);
        await ns.ForgetLastTickAsync();

        // Its owner's subscription died with Redis and its deadline has passed: all the same.
        await EventuallyAsync(async () => Assert.Equal(0, (await broker.RescueAsync(Rescue)).Leases));
        using ILeaseLink link = broker.OpenLeaseLink();
        Assert.Empty(link.Renew([lease], LeaseTime));
    }

    [Fact]
    public async Task After_a_step_back_of_the_clock_the_dead_are_rescued_all_the_same()
    {
        await using RedisServer server = await RedisServer.StartAsync();
        var ns = new TestNamespace(server);
        await using RedisBroker other = await ns.ConnectAsync();
        RedisBroker dying = await ns.ConnectAsync();
        await dying.EnqueueAsync(new[] { Sent.Make(1).To(Mail) });
        Assert.NotNull(await dying.TakeAsync(Request(1)));
        await dying.DisposeAsync();
        await other.RescueAsync(Rescue);

        // Seen from an hour earlier all that is stored lies an hour ahead, also the end of the lock of the last tick.
        await ns.AdvanceAsync(TimeSpan.FromHours(-1));
        await server.CommandAsync("PEXPIRE", ns.Keys.RescueLock.ToString(), "3600000");
        Assert.Equal(0, (await other.RescueAsync(Rescue)).Leases);
        Assert.InRange(long.Parse(await server.CommandAsync("PTTL", ns.Keys.RescueLock.ToString())), 0, 60_000);
        await ns.AdvanceAsync(LeaseTime + TimeSpan.FromSeconds(1));
        await ns.ForgetLastTickAsync();
        Assert.Equal(1, (await other.RescueAsync(Rescue)).Leases);
    }

    [Fact]
    public async Task A_dead_workers_tasks_are_ready_again_before_their_deadline()
    {
        await using RedisServer server = await RedisServer.StartAsync();
        var ns = new TestNamespace(server);
        await using RedisBroker other = await ns.ConnectAsync();
        await other.RescueAsync(Rescue);
        RedisBroker dying = await ns.ConnectAsync();
        await dying.ListenAsync("worker1", () => { });
        await dying.EnqueueAsync(new[] { Sent.Make(1).To(Mail) });
        Assert.NotNull(await dying.TakeAsync(Request(1)));

        // Four of fifteen seconds without a renewal: with a subscriber that is no reason ...
        await ns.AdvanceAsync(TimeSpan.FromSeconds(4));
        await ns.ForgetLastTickAsync();
        Assert.Equal(0, (await other.RescueAsync(Rescue)).Leases);

        // ... and without one it is.
        await dying.DisposeAsync();
        await EventuallyAsync(async () =>
        {
            await ns.ForgetLastTickAsync();
            Assert.Equal(1, (await other.RescueAsync(Rescue)).Leases);
        });
    }

    [Fact]
    public async Task One_of_many_idle_workers_is_woken_and_the_dead_among_them_are_passed_over()
    {
        await using RedisServer server = await RedisServer.StartAsync();
        var ns = new TestNamespace(server);
        await using RedisBroker broker = await ns.ConnectAsync();
        var woken = new int[20];
        using var signal = new SemaphoreSlim(0);
        for (int i = 0; i < 10; i++)
        {
            // Dead: on the list, and nobody listens.
            await broker.EnterIdleAsync($"dead{i}", ["mail"]);
        }

        for (int i = 0; i < woken.Length; i++)
        {
            int worker = i;
            await broker.ListenAsync($"worker{i}", () =>
            {
                Interlocked.Increment(ref woken[worker]);
                signal.Release();
            });
            await broker.EnterIdleAsync($"worker{i}", ["mail"]);
        }

        for (int i = 1; i <= 3; i++)
        {
            await broker.EnqueueAsync(new[] { Sent.Make(i).To(Mail) });
            Assert.True(await signal.WaitAsync(TimeSpan.FromSeconds(30)));
            Assert.Equal(i, woken.Sum());
        }

        Assert.All(woken, static times => Assert.InRange(times, 0, 1));
        Assert.Equal(17, long.Parse(await server.CommandAsync("LLEN", ns.Keys.Idle("mail").ToString()), System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task A_watcher_is_called_again_when_the_connection_is_back()
    {
        await using RedisServer server = await RedisServer.StartAsync(new RedisServerOptions { AppendAlways = true });
        var ns = new TestNamespace(server);
        await using RedisBroker broker = await ns.ConnectAsync();
        using var signal = new SemaphoreSlim(0);
        await using IAsyncDisposable watch = await broker.WatchResultAsync(Sent.Make(1).Id, () => signal.Release());

        await server.KillAsync();
        await server.RestartAsync();

        Assert.True(await signal.WaitAsync(TimeSpan.FromSeconds(60)));
    }

    [Fact]
    public async Task A_cluster_of_one_node_works_by_one_slot()
    {
        await using RedisServer server = await RedisServer.StartAsync(new RedisServerOptions { Cluster = true });
        var ns = new TestNamespace(server);

        await ScriptScenario.RunAsync(new TestNamespace(server));

        await using RedisBroker broker = await ns.ConnectAsync();
        await broker.EnqueueAsync(new[] { Sent.Make(1).To(Mail) });
        Assert.Single(await DrainAsync(broker, 1, 1));
    }

    [Fact]
    public async Task Redis_down_in_mid_run_is_told_of_and_the_next_call_after_it_is_back_works()
    {
        await using RedisServer server = await RedisServer.StartAsync();
        var ns = new TestNamespace(server);
        await using RedisBroker broker = ns.NewBroker(new RedisOptions { Prefix = ns.Prefix, OperationTimeout = TimeSpan.FromMilliseconds(500) });
        await broker.ConnectAsync();
        Assert.Null(await broker.TakeAsync(Request(1)));
        await server.KillAsync();

        await Assert.ThrowsAnyAsync<TypedTasksException>(async () => await broker.EnqueueAsync(new[] { Sent.Make(1).To(Mail) }));
        BrokerUnavailableException down = await Assert.ThrowsAsync<BrokerUnavailableException>(async () => await broker.TakeAsync(Request(2)));
        Assert.Contains(server.Endpoint, down.Message, StringComparison.Ordinal);
        await server.RestartAsync();

        await EventuallyAsync(async () => await broker.EnqueueAsync(new[] { Sent.Make(2).To(Mail) }));

        // Under the same name until it is answered: the take that got no answer may have been done all the same, and then its lease comes
        // back. It may also have found nothing, ahead of the work: then that name is spent.
        int number = 2;
        await EventuallyAsync(async () =>
        {
            Lease? lease = await broker.TakeAsync(Request(number));
            number++;
            Assert.NotNull(lease);
        });
    }

    private static async Task<HashSet<TaskId>> DrainAsync(RedisBroker broker, int count, long sequence)
    {
        var ran = new HashSet<TaskId>();
        while (await broker.TakeAsync(Request(sequence++)) is { } lease)
        {
            foreach (ReadOnlyMemory<byte> envelope in lease.Envelopes)
            {
                Assert.True(EnvelopeHeader.TryRead(envelope.Span, out EnvelopeHeader header));
                ran.Add(header.Id);
            }

            Settlement[] settlements = [.. lease.Envelopes.Select(static (_, slot) => new CompleteSettlement(slot))];
            Assert.Equal(SettleStatus.Settled, await broker.SettleAsync(lease, settlements));
        }

        Assert.True(ran.Count >= count);
        return ran;
    }

    /// <summary>Tries again until it works; what must happen has a minute.</summary>
    private static async Task EventuallyAsync(Func<Task> attempt)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (true)
        {
            try
            {
                await attempt();
                return;
            }
            catch (Exception) when (!patience.IsCancellationRequested)
            {
                await Task.Delay(50);
            }
        }
    }
}
