using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using StackExchange.Redis;
using TypedTasks.BrokerConformance;
using TypedTasks.Brokers;
using TypedTasks.Redis.Server;
using TypedTasks.Redis.WorkerApp;

namespace TypedTasks.Redis.Tests;

/// <summary>Empty leases, and the connection on which the next task comes into one.</summary>
public sealed class WaitLinkTests : IAsyncLifetime
{
    private static readonly TimeSpan LeaseTime = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(20);
    private static readonly Lane Mail = Lane.Of("mail");
    private static readonly Lane Urgent = Lane.Of("mail", 9);
    private static readonly Sent First = Sent.Make(1);
    private static readonly Sent Second = Sent.Make(2);

    // Its own, on which nobody else waits.
    private RedisServer server = null!;
    private TestNamespace ns = null!;
    private RedisBroker broker = null!;
    private IWaitLink link = null!;

    public async ValueTask InitializeAsync()
    {
        server = await RedisServer.StartAsync();
        ns = new TestNamespace(server);
        broker = await ns.ConnectAsync();
        link = broker.OpenWaitLink()!;
    }

    public async ValueTask DisposeAsync()
    {
        link.Dispose();
        await broker.DisposeAsync();
        Assert.Empty(await Fsck.RunAsync(ns));
        await server.DisposeAsync();
    }

    [Fact]
    public async Task What_is_sent_comes_into_the_empty_lease_and_is_settled_like_any_other()
    {
        Lease empty = await LeaveAsync(1);
        Task<Lease?> waiting = WaitAsync(empty);
        await UntilBlockedAsync();

        await SendAsync(Mail, First, Second);

        Lease? lease = await waiting;
        Assert.NotNull(lease);
        Assert.Equal((empty.Id, Mail), (lease.Id, lease.Lane));
        Assert.Equal(First.Bytes, Assert.Single(lease.Envelopes).ToArray());
        Assert.Equal((1, 1), await CountAsync());
        using (ILeaseLink keeper = broker.OpenLeaseLink())
        {
            Assert.Empty(keeper.Renew([lease], LeaseTime));
        }

        Assert.Equal(SettleStatus.Settled, await broker.SettleAsync(lease, [new CompleteSettlement(0)]));
        Assert.Equal((1, 0), await CountAsync());
    }

    [Fact]
    public async Task What_was_sent_between_the_take_and_the_wait_is_there_at_once()
    {
        Lease empty = await LeaveAsync(1);
        await SendAsync(Mail, First);

        Assert.Equal(First.Bytes, Assert.Single((await WaitAsync(empty))!.Envelopes).ToArray());
    }

    [Fact]
    public async Task One_that_stands_empty_counts_as_no_task()
    {
        await LeaveAsync(1);

        Assert.Equal((0, 0), await CountAsync());
        Assert.All(await broker.ListTakenAsync(0, 10), static lease => Assert.Empty(lease.Envelopes));
    }

    [Fact]
    public async Task Where_nothing_comes_the_next_take_replaces_it()
    {
        Lease empty = await LeaveAsync(1);
        Assert.Null(await WaitAsync(empty, Short));

        Lease? next = await broker.TakeAsync(Request(2) with { WaitIn = Mail, Replaces = empty });

        Assert.True(next is { IsEmpty: true });
        Assert.Equal([$"{next.Id}|mail:0"], await MembersAsync());
    }

    [Fact]
    public async Task A_take_that_finds_something_replaces_it_too()
    {
        Lease empty = await LeaveAsync(1);
        Assert.Null(await WaitAsync(empty, Short));
        await SendAsync(Urgent, First);

        Lease? lease = await broker.TakeAsync(Request(2) with { WaitIn = Mail, Replaces = empty });

        Assert.Equal(Urgent, lease!.Lane);
        Assert.Equal([$"{lease.Id}|mail:p9"], await MembersAsync());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(31)]
    [InlineData(200)]
    public async Task A_take_that_would_wait_brings_what_it_finds(int count)
    {
        Sent[] tasks = [.. Enumerable.Range(1, count).Select(static number => Sent.Make(number))];
        await SendAsync(Mail, tasks);

        Lease? lease = await broker.TakeAsync(Request(1) with { WaitIn = Mail, MaxItems = 500 });

        Assert.Equal(tasks.Select(static one => one.Bytes), lease!.Envelopes.Select(static one => one.ToArray()));
        Assert.Equal((0, count), await CountAsync());
        Lease? again = await broker.TakeAsync(Request(1) with { WaitIn = Mail, MaxItems = 500 });
        Assert.Equal(tasks.Select(static one => one.Bytes), again!.Envelopes.Select(static one => one.ToArray()));
    }

    [Fact]
    public async Task A_take_sent_twice_gives_the_empty_lease_again_and_never_fills_it()
    {
        Lease empty = await LeaveAsync(1);
        await SendAsync(Urgent, First);

        // A late copy that filled it would do so beside BLMOVE.
        Lease? again = await broker.TakeAsync(Request(1) with { WaitIn = Mail });

        Assert.Equal((empty.Id, true), (again!.Id, again.IsEmpty));
        Assert.Equal((1, 0), await CountAsync());
    }

    [Fact]
    public async Task An_older_take_that_comes_late_leaves_it_alone()
    {
        Lease old = await LeaveAsync(1);
        Lease empty = (await broker.TakeAsync(Request(2) with { WaitIn = Mail, Replaces = old }))!;

        Assert.Null(await broker.TakeAsync(Request(1) with { WaitIn = Mail }));

        Assert.Equal([$"{empty.Id}|mail:0"], await MembersAsync());
    }

    [Fact]
    public async Task A_wait_that_is_broken_off_has_an_unknown_end()
    {
        Lease empty = await LeaveAsync(1);
        using var interrupt = new CancellationTokenSource();
        Task<Lease?> waiting = WaitAsync(empty, interrupt: interrupt.Token);
        await UntilBlockedAsync();

        await interrupt.CancelAsync();

        await Assert.ThrowsAsync<BrokerUnavailableException>(() => waiting);
        Assert.Null(await link.CloseAsync(empty, LeaseTime));
        await SendAsync(Mail, First);
        Assert.Equal((1, 0), await CountAsync());
        await Assert.ThrowsAsync<BrokerUnavailableException>(() => WaitAsync(empty, interrupt: interrupt.Token));
    }

    [Fact]
    public async Task G1_a_server_that_does_not_know_the_lease_is_not_asked_to_fill_it()
    {
        // As after a failover to a replica that was behind.
        Lease empty = await LeaveAsync(1);
        await server.CommandAsync("DEL", ns.Keys.Lease(empty.Id).ToString());
        await server.CommandAsync("DEL", ns.Keys.Leases.ToString());
        await SendAsync(Mail, First);

        await Assert.ThrowsAsync<BrokerUnavailableException>(() => WaitAsync(empty));

        Assert.Null(await link.CloseAsync(empty, LeaseTime));
        Assert.Equal((1, 0), await CountAsync());
    }

    [Fact]
    public async Task A_take_whose_lease_was_closed_meanwhile_has_found_nothing()
    {
        await LeaveAsync(1);
        await RescueAsync();

        Assert.Null(await broker.TakeAsync(Request(1) with { WaitIn = Mail }));

        Assert.True(await broker.TakeAsync(Request(2) with { WaitIn = Mail }) is { IsEmpty: true });
    }

    [Fact]
    public async Task A_wait_that_loses_its_connection_has_an_unknown_end_and_the_next_connects_again()
    {
        Lease empty = await LeaveAsync(1);
        Task<Lease?> waiting = WaitAsync(empty);
        string id = await UntilBlockedAsync();
        await server.CommandAsync("CLIENT", "KILL", "ID", id);
        await Assert.ThrowsAsync<BrokerUnavailableException>(() => waiting);
        Assert.Null(await link.CloseAsync(empty, LeaseTime));
        Assert.Empty(await MembersAsync());

        Lease next = await LeaveAsync(2);
        await SendAsync(Mail, First);

        Assert.Equal(First.Bytes, Assert.Single((await WaitAsync(next))!.Envelopes).ToArray());
    }

    [Fact]
    public async Task Where_the_driver_had_to_connect_again_the_next_wait_does_so_too()
    {
        // As behind a name that leads to another server than before: to the old one this connection is as good as ever.
        Assert.Null(await WaitAsync(await LeaveAsync(1), Short));
        string[] clients = (await server.CommandAsync("CLIENT", "LIST")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        string before = IdOf(Assert.Single(clients, static one => one.Contains("cmd=blmove", StringComparison.Ordinal)));
        int reconnections = broker.Reconnections;
        foreach (string client in clients.Where(one => IdOf(one) != before))
        {
            await server.CommandAsync("CLIENT", "KILL", "ID", IdOf(client));
        }

        await UntilAsync(() => Task.FromResult(broker.Reconnections > reconnections));
        Lease? next = null;
        await UntilAsync(async () =>
        {
            try
            {
                next = await LeaveAsync(2);
            }
            catch (BrokerUnavailableException)
            {
                // Not all of its connections are back.
            }

            return next is not null;
        });
        Task<Lease?> waiting = WaitAsync(next!);

        Assert.NotEqual(before, await UntilBlockedAsync());
        await SendAsync(Mail, First);
        Assert.Equal(First.Bytes, Assert.Single((await waiting)!.Envelopes).ToArray());
    }

    [Fact]
    public async Task An_envelope_of_megabytes_comes_like_any_other()
    {
        Sent large = Sent.Make(1, bodySize: 3 << 20);
        Lease empty = await LeaveAsync(1);
        Task<Lease?> waiting = WaitAsync(empty);
        await UntilBlockedAsync();

        await SendAsync(Mail, large);

        Assert.Equal(large.Bytes, Assert.Single((await waiting)!.Envelopes).ToArray());
    }

    [Fact]
    public async Task What_came_while_the_answer_was_lost_is_in_the_lease_that_is_closed()
    {
        Lease empty = await LeaveAsync(1);
        await SendAsync(Mail, First);
        await using RespClient lost = await server.ConnectAsync();
        await lost.CallAsync(BlMove(empty));

        Lease? lease = await link.CloseAsync(empty, LeaseTime);

        Assert.Equal(First.Bytes, Assert.Single(lease!.Envelopes).ToArray());
        Assert.Equal(First.Bytes, Assert.Single((await link.CloseAsync(empty, LeaseTime))!.Envelopes).ToArray());
        Assert.Equal(SettleStatus.Settled, await broker.SettleAsync(lease, [new ReleaseSettlement(0)]));
        Assert.Equal((1, 0), await CountAsync());
        Assert.Null(await link.CloseAsync(empty, LeaseTime));
    }

    [Fact]
    public async Task G1_nothing_comes_into_a_closed_lease_whoever_still_waits_for_it()
    {
        Lease empty = await LeaveAsync(1);
        await using RespClient forgotten = await server.ConnectAsync();
        Task<string> answer = forgotten.CallAsync(BlMove(empty), orError: true);
        await UntilBlockedAsync();
        Assert.Null(await link.CloseAsync(empty, LeaseTime));

        await SendAsync(Mail, First);

        Assert.StartsWith("WRONGTYPE", await answer, StringComparison.Ordinal);
        Assert.Equal((1, 0), await CountAsync());
        Assert.Equal(First.Bytes, Assert.Single((await broker.TakeAsync(Request(2)))!.Envelopes).ToArray());
    }

    [Fact]
    public async Task G1_one_whose_owner_is_gone_is_closed_by_the_rescuers()
    {
        Lease empty = await LeaveAsync(1);
        await using RespClient forgotten = await server.ConnectAsync();
        Task<string> answer = forgotten.CallAsync(BlMove(empty), orError: true);
        await UntilBlockedAsync();

        Assert.Equal(default, await RescueAsync());

        Assert.Empty(await MembersAsync());
        await SendAsync(Mail, First);
        Assert.StartsWith("WRONGTYPE", await answer, StringComparison.Ordinal);
        Assert.Equal((1, 0), await CountAsync());
    }

    [Fact]
    public async Task G1_what_came_to_an_owner_that_is_gone_is_rescued()
    {
        Lease empty = await LeaveAsync(1);
        await SendAsync(Mail, First);
        await using RespClient lost = await server.ConnectAsync();
        await lost.CallAsync(BlMove(empty));

        Assert.Equal(new RescueReport(1, 1, 0), await RescueAsync());

        Assert.Equal((1, 0), await CountAsync());
    }

    [Fact]
    public async Task G1_what_came_to_an_owner_that_stood_still_for_longer_than_its_lease_was_remembered_is_a_lease_again_once_it_asks()
    {
        Lease empty = await LeaveAsync(1);
        await RescueAsync();
        await server.CommandAsync("DEL", ns.Keys.Lease(empty.Id).ToString());
        await SendAsync(Mail, First);
        await using RespClient late = await server.ConnectAsync();
        await late.CallAsync(BlMove(empty));

        Lease? lease = await link.CloseAsync(empty, LeaseTime);

        Assert.Equal(First.Bytes, Assert.Single(lease!.Envelopes).ToArray());
        Assert.Equal([$"{empty.Id}|mail:0"], await MembersAsync());
    }

    [Fact]
    public async Task G2_two_that_wait_have_one_task_each()
    {
        Lease mine = await LeaveAsync(1);
        Lease others = (await broker.TakeAsync(Request(1) with { Lease = new LeaseId("worker2", 1), WaitIn = Mail }))!;
        using IWaitLink other = broker.OpenWaitLink()!;
        Task<Lease?> first = WaitAsync(mine);
        Task<Lease?> second = WaitAsync(others, on: other);
        await UntilBlockedAsync(2);

        await SendAsync(Mail, First, Second);

        Assert.Equal(
            new[] { First, Second }.Select(static one => one.Id).ToHashSet(),
            new[] { (await first)!, (await second)! }.Select(static lease => new TaskId(Assert.Single(lease.Envelopes).Span.Slice(4, TaskId.Size))).ToHashSet());
    }

    [Fact]
    public async Task Where_one_that_waits_has_the_task_nobody_is_woken()
    {
        int woken = 0;
        await using IAsyncDisposable listening = await broker.ListenAsync("worker2", () => Interlocked.Increment(ref woken));
        Assert.Null(await broker.TakeAsync(Request(1) with { Lease = new LeaseId("worker2", 1), IdleOn = ["mail"] }));
        for (int number = 1; number <= 3; number++)
        {
            Lease empty = await LeaveAsync(number);
            Task<Lease?> waiting = WaitAsync(empty);
            await UntilBlockedAsync();
            await SendAsync(Mail, Sent.Make(number));
            await broker.SettleAsync((await waiting)!, [new CompleteSettlement(0)]);
        }

        await broker.PingAsync();
        Assert.Equal(0, Volatile.Read(ref woken));

        // Nobody waits now, and the sender finds out by itself.
        var told = new TaskCompletionSource();
        await using IAsyncDisposable again = await broker.ListenAsync("worker2", () => told.TrySetResult());
        await SendAsync(Mail, First);
        await told.Task.WaitAsync(Long);
    }

    [Fact]
    public async Task A_worker_that_is_idle_has_each_task_without_a_wake_up()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("typedtasks-wait-");
        string journal = Path.Combine(folder.FullName, "journal");
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddSingleton(new Journal(journal));
        builder.Services.AddTypedTasks().AddTypedTasksRedisWorkerAppTasks().UseRedis(server.ConnectionString, redis => redis.Prefix = ns.Prefix).AddWorker(static worker =>
        {
            // One wait is longer than the test: what is sent between two would be hinted at.
            worker.LeaseTime = TimeSpan.FromHours(1);
            worker.PollInterval = TimeSpan.FromHours(1);
        });
        using (IHost host = builder.Build())
        {
            await host.StartAsync();
            ITaskClient client = host.Services.GetRequiredService<ITaskClient>();
            await UntilBlockedAsync();
            await server.CommandAsync("CONFIG", "RESETSTAT");
            var sent = new HashSet<TaskId>();
            for (int i = 0; i < 5; i++)
            {
                TaskId id = (await client.Delay(Chores.TouchTask.Call(false))).Id;
                sent.Add(id);
                await UntilAsync(() => Task.FromResult(Journal.Read(journal).Any(entry => entry.Id == id && entry.Deed == Deed.Ended)));
                await UntilBlockedAsync();
            }

            Assert.Equal(sent, Journal.Read(journal).Where(static entry => entry.Deed == Deed.Ended).Select(static entry => entry.Id).ToHashSet());
            Assert.DoesNotContain("cmdstat_publish", await server.CommandAsync("INFO", "commandstats"), StringComparison.Ordinal);
            await host.StopAsync();
        }

        Assert.Empty(await MembersAsync());
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_user_who_must_not_wait_is_told_once_and_goes_without()
    {
        await using RedisServer strict = await RedisServer.StartAsync(new RedisServerOptions { Acl = ["user tasks on >p4ss ~* &* +@all -blmove"] });
        var configuration = ConfigurationOptions.Parse($"{strict.Endpoint},user=tasks,password=p4ss");
        await using var without = new RedisBroker(configuration, new RedisOptions());
        await without.ConnectAsync();
        Lease empty = (await without.TakeAsync(Request(1) with { WaitIn = Mail }))!;
        using IWaitLink refused = without.OpenWaitLink()!;
        Assert.True(refused.IsUsable);

        Assert.Throws<BrokerUnavailableException>(() => refused.Wait(empty, Short, CancellationToken.None));

        Assert.False(refused.IsUsable);
        Assert.Null(await refused.CloseAsync(empty, LeaseTime));
    }

    [Fact]
    public async Task A_refusal_of_anything_else_is_trouble_that_may_pass()
    {
        await using RedisServer strict = await RedisServer.StartAsync(new RedisServerOptions { Acl = ["user tasks on >p4ss ~* &* +@all", "user waits on >p4ss ~* &* +@all -llen"] });
        await using var broken = new RedisBroker(
            ConfigurationOptions.Parse($"{strict.Endpoint},user=tasks,password=p4ss"),
            new RedisOptions { LeaseConnection = ConfigurationOptions.Parse($"{strict.Endpoint},user=waits,password=p4ss") });
        await broken.ConnectAsync();
        Lease empty = (await broken.TakeAsync(Request(1) with { WaitIn = Mail }))!;
        using IWaitLink waits = broken.OpenWaitLink()!;

        Assert.Throws<BrokerUnavailableException>(() => waits.Wait(empty, Short, CancellationToken.None));

        Assert.True(waits.IsUsable);
        Assert.Null(await waits.CloseAsync(empty, LeaseTime));
    }

    [Fact]
    public async Task What_cannot_be_asked_for_is_refused()
    {
        Lease empty = await LeaveAsync(1);

        await Assert.ThrowsAsync<ArgumentException>(async () => await broker.TakeAsync(Request(2) with { WaitIn = Lane.Of("other") }));
        await Assert.ThrowsAsync<ArgumentException>(async () => await broker.TakeAsync(Request(2) with { Lanes = [Lane.Suspects("mail")], WaitIn = Lane.Suspects("mail") }));
        await Assert.ThrowsAsync<ArgumentException>(async () => await broker.TakeAsync(Request(1) with { Replaces = empty }));
        await Assert.ThrowsAsync<ArgumentException>(async () => await broker.TakeAsync(Request(2) with { Replaces = empty with { Id = new LeaseId("worker2", 1) } }));
        await Assert.ThrowsAsync<ArgumentException>(async () => await broker.TakeAsync(Request(2) with { Replaces = empty with { Envelopes = [First.Bytes] } }));
    }

    private static TakeRequest Request(long sequence) => new(new LeaseId("worker1", sequence), [Urgent, Mail], 10, 1 << 20, LeaseTime);

    private async Task<Lease> LeaveAsync(long sequence)
    {
        Lease? empty = await broker.TakeAsync(Request(sequence) with { WaitIn = Mail });
        Assert.True(empty is { IsEmpty: true });
        return empty;
    }

    // A wait blocks its thread.
    private Task<Lease?> WaitAsync(Lease empty, TimeSpan? atMost = null, IWaitLink? on = null, CancellationToken interrupt = default) =>
        Task.Factory.StartNew(() => (on ?? link).Wait(empty, atMost ?? Long, interrupt), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private async Task SendAsync(Lane lane, params Sent[] tasks) => await broker.EnqueueAsync(tasks.Select(one => one.To(lane)).ToArray());

    private async Task<(long Ready, long Taken)> CountAsync()
    {
        QueueCounts? counts = (await broker.CountAsync()).SingleOrDefault(static one => one.Queue == "mail");
        return (counts?.Ready ?? 0, counts?.Taken ?? 0);
    }

    private async Task<string[]> MembersAsync()
    {
        await using ConnectionMultiplexer redis = await ConnectionMultiplexer.ConnectAsync(server.ConnectionString);
        return [.. (await redis.GetDatabase().SortedSetRangeByRankAsync(ns.Keys.Leases)).Select(static one => one.ToString())];
    }

    private async Task<RescueReport> RescueAsync()
    {
        // The first tick opens a grace; after the second nothing that is dead is protected.
        var request = new RescueRequest(LeaseTime, 3, TimeSpan.FromSeconds(2));
        await broker.RescueAsync(request);
        await ns.AdvanceAsync(LeaseTime * 2);
        await ns.ForgetLastTickAsync();
        return await broker.RescueAsync(request);
    }

    private string[] BlMove(Lease empty) => ["BLMOVE", ns.Keys.Lane(empty.Lane).ToString(), ns.Keys.Lease(empty.Id).ToString(), "LEFT", "RIGHT", "30"];

    /// <returns>The id of the last client that waits in this namespace's lane.</returns>
    private async Task<string> UntilBlockedAsync(int count = 1)
    {
        string[] blocked = [];
        await UntilAsync(async () =>
        {
            string[] clients = (await server.CommandAsync("CLIENT", "LIST")).Split('\n');
            blocked = [.. clients.Where(static one => one.Contains("cmd=blmove", StringComparison.Ordinal) && one.Contains("flags=b", StringComparison.Ordinal))];
            return blocked.Length >= count;
        });
        return IdOf(blocked[^1]);
    }

    private static string IdOf(string client) => client.Split(' ')[0]["id=".Length..];

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (!await holds())
        {
            await Task.Delay(5, patience.Token);
        }
    }
}
