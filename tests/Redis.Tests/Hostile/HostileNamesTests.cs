using System.Globalization;
using TypedTasks.BrokerConformance;
using TypedTasks.Brokers;
using TypedTasks.Envelopes;
using TypedTasks.Redis.Checking;
using TypedTasks.Redis.Server;

namespace TypedTasks.Redis.Tests.Hostile;

/// <summary>No name, wherever it comes from, reaches a key or a channel outside its namespace: all that is outside is byte-equal before and after.</summary>
public sealed class HostileNamesTests : IAsyncLifetime
{
    private const int Plenty = 1 << 20;
    private static readonly TimeSpan LeaseTime = TimeSpan.FromSeconds(15);
    private static readonly byte[] Why = FailureFormat.Write(new Failure(BuryReason.Exhausted, null, "no", null, DateTimeOffset.UnixEpoch));

    private RedisServer? server;
    private TestNamespace? space;
    private int lastTask = 2000;

    private TestNamespace Ns => space!;

    public async ValueTask InitializeAsync()
    {
        server = await RedisServer.StartAsync();
        space = new TestNamespace(server);
    }

    public ValueTask DisposeAsync() => server!.DisposeAsync();

    [Fact]
    public async Task A_prefix_outside_the_grammar_is_refused_before_a_connection_is_made()
    {
        foreach (string prefix in HostileNames.All)
        {
            var options = new RedisOptions { Prefix = prefix };
            HostileNames.AssertTells(Assert.ThrowsAny<ArgumentException>(() => new RedisKeys(prefix)).Message, prefix);
            HostileNames.AssertTells(Assert.ThrowsAny<ArgumentException>(() => new RedisBroker(Ns.Configuration, options)).Message, prefix);
            HostileNames.AssertTells((await Assert.ThrowsAnyAsync<ArgumentException>(() => RedisFsck.RunAsync(Ns.Configuration, options))).Message, prefix);
        }

        Assert.Equal("0", await Ns.Server.CommandAsync("DBSIZE"));
    }

    [Fact]
    public async Task Every_verb_of_a_broker_leaves_all_that_is_outside_as_it_was()
    {
        await using Neighbours neighbours = await FilledAsync();
        string before = await neighbours.DumpAsync();

        await using RedisBroker broker = await Ns.ConnectAsync();
        foreach (string queue in HostileNames.LooksLikeAnother)
        {
            await RoundAsync(broker, queue);
        }

        Assert.Empty(await Fsck.RunAsync(Ns));
        Assert.Equal(before, await neighbours.DumpAsync());
        Assert.All(await neighbours.ChannelsAsync(), channel => Assert.StartsWith(Ns.KeyPrefix, channel, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_refused_name_leaves_everything_as_it_was()
    {
        await using Neighbours neighbours = await FilledAsync();
        await using RedisBroker broker = await Ns.ConnectAsync();
        await using RespClient client = await Ns.Server.ConnectAsync();
        string outside = await neighbours.DumpAsync();
        string inside = await ScriptTests.DigestAsync(client, Ns);

        foreach (string name in HostileNames.All)
        {
            HostileNames.AssertTells(Assert.ThrowsAny<ArgumentException>(() => Lane.Of(name)).Message, name);
            HostileNames.AssertTells(Assert.ThrowsAny<ArgumentException>(() => Lane.Suspects(name)).Message, name);
            HostileNames.AssertTells((await Assert.ThrowsAnyAsync<ArgumentException>(async () => await broker.WakeAsync(name))).Message, name);
            HostileNames.AssertTells((await Assert.ThrowsAnyAsync<ArgumentException>(async () => await broker.TakeAsync(IdleWorkers.RequestOf("worker1", [name])))).Message, name);
            HostileNames.AssertTells((await Assert.ThrowsAnyAsync<ArgumentException>(async () => await broker.ListenAsync(name, () => { }))).Message, name);
            HostileNames.AssertTells((await Assert.ThrowsAnyAsync<ArgumentException>(async () => await broker.TakeAsync(IdleWorkers.RequestOf(name, ["mail"])))).Message, name);
            var request = new TakeRequest(new LeaseId(name, 1), [Lane.Of("mail")], 1, Plenty, LeaseTime);
            HostileNames.AssertTells((await Assert.ThrowsAnyAsync<ArgumentException>(async () => await broker.TakeAsync(request))).Message, name);
        }

        Assert.Equal(outside, await neighbours.DumpAsync());
        Assert.Equal(inside, await ScriptTests.DigestAsync(client, Ns));
    }

    [Fact]
    public async Task What_a_stranger_stored_inside_leads_nobody_outside_and_keeps_no_good_task_from_its_way()
    {
        await using Neighbours neighbours = await FilledAsync();
        await using RedisBroker broker = await Ns.ConnectAsync();
        var lane = Lane.Of("mail", 3);
        Sent[] good = [.. Enumerable.Range(500, 3).Select(static number => Sent.Make(number))];
        await broker.EnqueueAsync(new[] { good[0].To(lane), good[1].To(lane, DueTime.On(DateTimeOffset.UnixEpoch)), good[2].To(Lane.Of("good")) });
        Assert.NotNull(await broker.TakeAsync(new TakeRequest(new LeaseId("good", 1), [Lane.Of("good")], 1, Plenty, LeaseTime)));
        IReadOnlyList<TaskId> ids = await StrangersRecords.StoreAsync(neighbours.Database, Ns.Keys);
        string before = await neighbours.DumpAsync();
        string[] keys = [.. await neighbours.InsideAsync()];

        await broker.PromoteAsync(1000);
        await Ns.AdvanceAsync(LeaseTime * 4);
        RescueReport rescued = await RescueAllAsync(broker);
        await broker.CountAsync();
        await broker.ListTakenAsync(0, 1000);
        await broker.ListScheduledAsync(0, 1000);
        await broker.ListBuriedAsync(0, 1000);
        foreach (TaskId id in ids)
        {
            await broker.GetStateAsync(id);
            await broker.GetScheduledAsync(id);
            await broker.GetBuriedAsync(id);
            await broker.ReplayAsync(id);
        }

        for (int i = 0; i < ids.Count; i += 3)
        {
            await broker.DeleteBuriedAsync(ids[i]);
        }

        await broker.WakeAsync("mail");
        await broker.TrimBuriedAsync(TimeSpan.Zero, 0);
        FsckReport report = await Fsck.ReportAsync(Ns);

        Assert.False(report.IsClean);
        Assert.All(report.Findings, static finding => Assert.True(finding.Problem.Length < 1100 && !finding.Problem.AsSpan().ContainsAnyExceptInRange(' ', '~'), finding.Problem));
        Assert.Equal(before, await neighbours.DumpAsync());
        Assert.All(
            (await neighbours.InsideAsync()).Except(keys),
            key => Assert.True(KeyKind.Of(key[Ns.KeyPrefix.Length..], out string rest) is { } kind && kind.IsNamedRight(rest), key));
        Assert.All(await neighbours.ChannelsAsync(), channel => Assert.StartsWith(Ns.KeyPrefix, channel, StringComparison.Ordinal));
        ILookup<TaskId, string> places = await Fsck.PlacesAsync(Ns);
        Assert.True(rescued.Leases >= 1);
        Assert.Equal(["q:mail:p3", "q:mail:p3", "q:good:s"], good.Select(one => Assert.Single(places[one.Id])));
    }

    // A pause of everybody is noticed first; the second round comes after its grace.
    private async Task<RescueReport> RescueAllAsync(RedisBroker broker)
    {
        var request = new RescueRequest(LeaseTime, 3, TimeSpan.FromSeconds(2));
        await Ns.ForgetLastTickAsync();
        RescueReport first = await broker.RescueAsync(request);
        await Ns.Server.CommandAsync("HSET", Ns.KeyPrefix + "rescue", "grace_until", "0", "grace", "");
        await Ns.ForgetLastTickAsync();
        RescueReport second = await broker.RescueAsync(request);
        return new RescueReport(first.Leases + second.Leases, first.Rescued + second.Rescued, first.Buried + second.Buried);
    }

    private async Task<Neighbours> FilledAsync()
    {
        await ScriptScenario.RunAsync(Ns);
        Neighbours neighbours = await Neighbours.OfAsync(Ns);
        Assert.True((await neighbours.InsideAsync()).Count > 10);
        return neighbours;
    }

    /// <summary>Ready, scheduled, taken, settled in every way, replayed, rescued, woken, counted, listed, trimmed.</summary>
    private async Task RoundAsync(RedisBroker broker, string queue)
    {
        lastTask += 10;
        string session = $"w{lastTask.ToString(CultureInfo.InvariantCulture)}";
        Sent[] tasks = [.. Enumerable.Range(lastTask, 6).Select(static one => Sent.Make(one))];
        var lane = Lane.Of(queue, 4);
        await using IAsyncDisposable listening = await broker.ListenAsync(session, static () => { });
        await broker.EnterIdleAsync(session, [queue]);
        await broker.EnqueueAsync(tasks[..5].Select(one => one.To(lane)).Append(tasks[5].To(lane, DueTime.On(DateTimeOffset.UnixEpoch)) with { RememberFor = TimeSpan.FromHours(1) }).ToArray());
        await broker.PromoteAsync(10);
        Lease lease = (await broker.TakeAsync(new TakeRequest(new LeaseId(session, 2), [lane], 6, Plenty, LeaseTime)))!;
        Assert.Equal(6, lease.Envelopes.Count);
        await broker.SettleAsync(
            lease,
            [
                new CompleteSettlement(0, new ResultWrite(tasks[0].Id, ResultFormat.WriteValue([0xC0]), TimeSpan.FromHours(1))),
                new RetrySettlement(1, tasks[1].Id, TimeSpan.FromHours(10), lane, HeaderChange.AttemptSpent, Why),
                new BurySettlement(2, tasks[2].Id, lane, HeaderChange.AttemptSpent, Why, null),
                new BurySettlement(3, tasks[3].Id, lane, HeaderChange.AttemptSpent, Why, null),
                new ReleaseSettlement(4),
            ]);
        Assert.True(await broker.ReplayAsync(tasks[2].Id));
        await broker.WakeAsync(queue);
        await Ns.AdvanceAsync(LeaseTime * 4);
        await RescueAllAsync(broker);
        QueueCounts counts = (await broker.CountAsync()).Single(one => one.Queue == queue);
        Assert.Equal((1L, 1L), (counts.Scheduled, counts.Buried));
        Assert.NotEmpty(await broker.ListReadyAsync(lane, 0, 10));
        Assert.True(await broker.DeleteBuriedAsync(tasks[3].Id));
    }
}
