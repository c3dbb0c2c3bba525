using StackExchange.Redis;
using TypedTasks.BrokerConformance;
using TypedTasks.Brokers;
using TypedTasks.Envelopes;

namespace TypedTasks.Redis.Tests;

/// <summary>What is due and cannot be promoted.</summary>
public sealed class PromoteTests(SharedServer shared)
{
    [Theory]
    [InlineData(10)]
    [InlineData(500)]
    public async Task What_this_version_cannot_promote_does_not_hold_up_what_is_behind_it(int max)
    {
        var ns = new TestNamespace(shared.Server);
        await using RedisBroker broker = await ns.ConnectAsync();
        await using ConnectionMultiplexer redis = await ConnectionMultiplexer.ConnectAsync(shared.Server.ConnectionString);
        IDatabase database = redis.GetDatabase();

        // Of a kind of lane that a later version may have, and due for years.
        for (int number = 1; number <= 1200; number++)
        {
            var later = Sent.Make(number);
            await database.SortedSetAddAsync(ns.Keys.Scheduled, later.Id.ToByteArray(), number, flags: CommandFlags.FireAndForget);
            await database.HashSetAsync(ns.Keys.ScheduledTasks, later.Id.ToByteArray(), ParkedFormat.Write("mail:x9", default, later.Bytes), flags: CommandFlags.FireAndForget);
        }

        Sent[] sent = [Sent.Make(2001), Sent.Make(2002)];
        await broker.EnqueueAsync(sent.Select(static one => one.To(Lane.Of("mail"), DueTime.On(DateTimeOffset.UnixEpoch.AddDays(1)))).ToArray());
        await broker.EnqueueAsync(new[] { Sent.Make(2003).To(Lane.Of("mail"), DueTime.In(TimeSpan.FromHours(1))) });

        PromoteReport report = await broker.PromoteAsync(max);

        Assert.Equal(2, report.Promoted);
        Assert.InRange(report.NextDue ?? TimeSpan.Zero, TimeSpan.FromMinutes(30), TimeSpan.FromHours(1));
        Assert.Equal(1201, await database.SortedSetLengthAsync(ns.Keys.Scheduled));
        Assert.Equal(2, await database.ListLengthAsync(ns.Keys.Lane(Lane.Of("mail"))));
    }
}
