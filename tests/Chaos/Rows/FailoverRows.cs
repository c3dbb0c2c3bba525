using System.Globalization;
using TypedTasks.Chaos.Fleet;

namespace TypedTasks.Chaos.Rows;

/// <summary>The replica takes over. Redis replicates asynchronously: what had not arrived there is lost, and the row counts it.</summary>
internal static class FailoverRows
{
    private static readonly TimeSpan Behind = TimeSpan.FromMilliseconds(500);

    public static IEnumerable<Row> All =>
    [
        new("failover: the primary is killed, its replica promoted; both are named", true, PromoteAsync) { ReplicaBehind = TimeSpan.Zero, Reach = Reach.BothNodes },
        new("failover: the same with a replica that is 0.5 s behind", true, PromoteAsync) { ReplicaBehind = Behind, Reach = Reach.BothNodes },
        new("failover: the same with a replica in step; Delay waits", true, PromoteAsync) { ReplicaBehind = TimeSpan.Zero, Reach = Reach.BothNodes, Waits = true },
        new("failover: the same behind one address that moves", true, RepointAsync) { ReplicaBehind = TimeSpan.Zero, Reach = Reach.Proxy },
        new("failover: coordinated (FAILOVER); both are named", false, CoordinateAsync) { ReplicaBehind = TimeSpan.Zero, Reach = Reach.BothNodes, Brief = true },
    ];

    private static async Task PromoteAsync(Stage stage)
    {
        stage.Facts.Began = Stage.Now;
        stage.Facts.Forgot = Stage.Now;
        await stage.Server.KillAsync();
        await stage.Replica.CommandAsync("REPLICAOF", "NO", "ONE");
        stage.Server = stage.Replica;
        stage.Facts.Healed = Stage.Now;
    }

    private static async Task RepointAsync(Stage stage)
    {
        await PromoteAsync(stage);
        stage.Proxy.Repoint(stage.Replica.Port);
        stage.Facts.Healed = Stage.Now;
    }

    // Redis itself sees to it that the replica has everything: nothing may be lost, and nothing runs twice.
    private static async Task CoordinateAsync(Stage stage)
    {
        stage.Facts.Began = Stage.Now;
        await stage.Server.CommandAsync("FAILOVER", "TO", "127.0.0.1", stage.Replica.Port.ToString(CultureInfo.InvariantCulture), "FORCE", "TIMEOUT", "5000");
        await stage.UntilAsync("the replica is the primary", async () =>
            (await stage.Replica.CommandAsync("INFO", "replication")).Contains("role:master", StringComparison.Ordinal));
        stage.Server = stage.Replica;
        stage.Facts.Healed = Stage.Now;

        // A rescuer hears by its channel that a worker lives, and it asks the primary.
        await stage.UntilAsync("the new primary hears all workers", async () =>
            (await stage.Server.CommandAsync("PUBSUB", "CHANNELS", "*:wake:*")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length == stage.Crew.Expected.Count());
    }
}
