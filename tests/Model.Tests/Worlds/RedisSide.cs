using StackExchange.Redis;
using TypedTasks.Brokers;
using TypedTasks.Redis;
using TypedTasks.Redis.Checking;
using TypedTasks.Redis.Tests;

namespace TypedTasks.Model.Tests.Worlds;

/// <summary>The Redis broker on an emptied database of a real server.</summary>
internal sealed class RedisSide : Side
{
    private readonly TestNamespace ns;
    private readonly ConnectionMultiplexer shared;
    private ConnectionMultiplexer? own;
    private RedisBroker broker;

    private RedisSide(TestNamespace ns, ConnectionMultiplexer shared)
    {
        (this.ns, this.shared) = (ns, shared);
        broker = NewBroker(shared);
    }

    public override string Name => "redis";

    public override IBroker Broker => broker;

    private IDatabase Database => shared.GetDatabase();

    /// <summary>Empties the database and starts at the beginning of time.</summary>
    /// <param name="ns">The namespace.</param>
    /// <param name="shared">A connection to its server that all programs share.</param>
    public static async Task<RedisSide> StartAsync(TestNamespace ns, ConnectionMultiplexer shared)
    {
        var side = new RedisSide(ns, shared);
        await side.Database.ExecuteAsync("FLUSHDB", "SYNC");
        await ScriptClock.SetAsync(side.Database, side.Time.Milliseconds);
        return side;
    }

    public override async Task MoveAsync(TimeSpan by)
    {
        Time.Move(by);
        await ScriptClock.SetAsync(Database, Time.Milliseconds);
    }

    public override Task ForgetLastTickAsync() => Database.KeyDeleteAsync(ns.Keys.RescueLock);

    public override Task FlushScriptsAsync() => Database.ExecuteAsync("SCRIPT", "FLUSH");

    public override async Task ReconnectAsync()
    {
        await broker.DisposeAsync();
        await CloseOwnAsync();
        own = await ConnectionMultiplexer.ConnectAsync(ns.Server.ConnectionString);
        broker = NewBroker(own);
    }

    public override async Task<IReadOnlyList<string>> CheckAsync(bool sentAgain)
    {
        FsckReport report = await RedisFsck.RunAsync(shared, ns.Options);

        // What a producer sends again without asking the broker to remember it is there twice.
        return [.. report.Findings.Where(finding => !sentAgain || finding.Invariant != Invariants.TaskIsInOnePlace).Select(static finding => finding.ToString())];
    }

    public override async ValueTask DisposeAsync()
    {
        await broker.DisposeAsync();
        await CloseOwnAsync();
    }

    private RedisBroker NewBroker(IConnectionMultiplexer multiplexer) => new(multiplexer, ns.Options, new SystemScheduler(Time));

    private async Task CloseOwnAsync()
    {
        if (own is not null)
        {
            await own.DisposeAsync();
            own = null;
        }
    }
}
