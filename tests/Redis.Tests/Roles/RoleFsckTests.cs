using StackExchange.Redis;
using TypedTasks.BrokerConformance;
using TypedTasks.Brokers;
using TypedTasks.Envelopes;
using TypedTasks.Redis.Checking;
using TypedTasks.Redis.Server;

namespace TypedTasks.Redis.Tests.Roles;

/// <summary>The check of a namespace, as the user who may make it.</summary>
public sealed class RoleFsckTests
{
    private static readonly Lane Mail = Lane.Of("mail");

    [Fact]
    public async Task An_operator_may_check_a_namespace_and_an_inspector_is_told_what_is_missing()
    {
        await using RedisServer server = await RoleFile.StartAsync();
        await using RoleBroker broker = await RoleBroker.ConnectAsync(server, "tt");
        await FillAsync(broker);

        FsckReport report = await RedisFsck.RunAsync(
            ConfigurationOptions.Parse(RoleFile.ConnectionString(server, RoleFile.Operator)), new RedisOptions());
        BrokerUnavailableException refusal = await Assert.ThrowsAsync<BrokerUnavailableException>(() => RedisFsck.RunAsync(
            ConfigurationOptions.Parse(RoleFile.ConnectionString(server, RoleFile.Inspector)), new RedisOptions()));

        Assert.Empty(report.Findings);
        Assert.Contains("NOPERM", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("docs/security.md", refusal.Message, StringComparison.Ordinal);
    }

    /// <summary>Something in every place: ready, taken, scheduled, buried, kept.</summary>
    private static async Task FillAsync(RoleBroker broker)
    {
        EnqueueItem[] items = [.. Enumerable.Range(1, 6).Select(static i => Sent.Make((byte)i).To(Mail))];
        await broker.EnqueueAsync(items);
        await broker.EnqueueAsync(new[] { Sent.Make(7).To(Mail) with { Due = DueTime.In(TimeSpan.FromHours(1)) } });
        Lease? lease = await broker.TakeAsync(new TakeRequest(new LeaseId("worker1", 1), [Mail], 3, 1 << 20, TimeSpan.FromMinutes(5)));
        byte[] why = FailureFormat.Write(new Failure(BuryReason.Exhausted, null, "no", null, DateTimeOffset.UnixEpoch));
        await broker.SettleAsync(lease!, [new BurySettlement(0, items[0].Id, Mail, HeaderChange.AttemptSpent, why)]);
        await broker.SettleAsync(lease!, [new CompleteSettlement(1, new ResultWrite(items[1].Id, ResultFormat.WriteValue([0xC0]), TimeSpan.FromHours(1)))]);
    }
}
