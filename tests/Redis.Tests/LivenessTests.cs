using StackExchange.Redis;
using TypedTasks.BrokerConformance;
using TypedTasks.Brokers;

namespace TypedTasks.Redis.Tests;

/// <summary>What others left in Redis, or set for their own sake, keeps nobody from work.</summary>
/// <param name="shared">The server.</param>
public sealed class LivenessTests(SharedServer shared)
{
    private static readonly Lane Mail = Lane.Of("mail");

    [Fact]
    public async Task A_due_task_that_cannot_be_promoted_holds_up_neither_the_others_nor_the_promoter()
    {
        var ns = new TestNamespace(shared.Server);
        await using RedisBroker broker = await ns.ConnectAsync();
        await broker.EnqueueAsync(new[] { Sent.Make(1).To(Mail, DueTime.In(TimeSpan.FromMilliseconds(1))) });
        await ns.AdvanceAsync(TimeSpan.FromSeconds(1));

        // A lane of a kind that this version does not know.
        const string Id = "0123456789abcdef";
        await shared.Server.CommandAsync("ZADD", ns.KeyPrefix + "scheduled", "1", Id);
        await shared.Server.CommandAsync("HSET", ns.KeyPrefix + "scheduled:tasks", Id, "\u0007mail:t1\0\0" + new string('x', 28));

        PromoteReport report = await broker.PromoteAsync(10).AsTask().WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        Assert.Equal(1, report.Promoted);
        Assert.Equal(TaskState.Scheduled, await broker.GetStateAsync(new TaskId("0123456789abcdef"u8)));
    }

    [Fact]
    [Promise("G2")]
    public async Task A_channel_prefix_of_the_connection_string_does_not_hide_workers_from_rescuers()
    {
        var ns = new TestNamespace(shared.Server);
        await using var broker = new RedisBroker(ConfigurationOptions.Parse(shared.Server.ConnectionString + ",channelPrefix=app:"), ns.Options);
        await using IAsyncDisposable listening = await broker.ListenAsync("worker1", () => { });

        await using ConnectionMultiplexer look = await ConnectionMultiplexer.ConnectAsync(shared.Server.ConnectionString);
        RedisResult channels = await look.GetDatabase().ExecuteAsync("PUBSUB", "CHANNELS", $"*{ns.KeyPrefix}wake:*");

        Assert.Equal(ns.KeyPrefix + "wake:worker1", string.Join(",", (string?[]?)channels ?? []));
    }

    [Fact]
    [Promise("G2")]
    public async Task A_multiplexer_with_a_channel_prefix_is_refused()
    {
        var ns = new TestNamespace(shared.Server);
        await using ConnectionMultiplexer multiplexer =
            await ConnectionMultiplexer.ConnectAsync(shared.Server.ConnectionString + ",channelPrefix=app:");

        ArgumentException refused = Assert.Throws<ArgumentException>(() => new RedisBroker(multiplexer, ns.Options));
        Assert.Contains("ChannelPrefix", refused.Message, StringComparison.Ordinal);
    }
}
