using System.Globalization;
using TypedTasks.Chaos.Checking;
using TypedTasks.Chaos.Fleet;
using TypedTasks.Redis.Server;

namespace TypedTasks.Chaos.Rows;

/// <summary>What happens to the process of Redis, its scripts, its memory and its clients.</summary>
internal static class RedisRows
{
    private static readonly TimeSpan Down = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Trouble = TimeSpan.FromSeconds(5);

    public static IEnumerable<Row> All =>
    [
        new("Redis is killed (SIGKILL) and started again", true, KillAsync) { Brief = true },
        new("Redis is killed (SIGKILL) and started again", false, KillAsync),
        new("Redis is killed and started again; Delay waits (WaitForBroker)", true, KillAsync) { Waits = true },
        new("Redis is killed together with a worker", true, KillBothAsync),
        new("Redis' machine loses its power: a second of its file is gone", false, LosePowerAsync),
        new("Redis stands still for 2/3 of a lease (SIGSTOP; 10 s by default)", true, PauseAsync),
        new("Redis stands still for 2/3 of a lease (SIGSTOP; 10 s by default)", false, PauseAsync) { Brief = true },
        new("CLIENT PAUSE ALL for 2/3 of a lease", false, stage => ClientPauseAsync(stage, "ALL")),
        new("CLIENT PAUSE WRITE for 2/3 of a lease", false, stage => ClientPauseAsync(stage, "WRITE")),
        new("all connections are cut for 5 s (CLIENT KILL TYPE normal, pubsub)", false, KillClientsAsync) { Brief = true },
        new("scripts are flushed for 5 s (SCRIPT FLUSH)", false, FlushScriptsAsync) { Brief = true },
        new("Redis' memory is full for 5 s (maxmemory)", true, FillMemoryAsync),
        new("Redis' memory is full for 5 s (maxmemory)", false, FillMemoryAsync) { Brief = true },
        new("Redis' memory is full for 5 s; Delay waits", false, FillMemoryAsync) { Waits = true },
    ];

    private static async Task KillAsync(Stage stage)
    {
        stage.Facts.Began = Stage.Now;
        stage.Facts.Forgot = stage.Row.Always ? null : Stage.Now;
        await stage.Server.KillAsync();
        await Task.Delay(Down, stage.Ended);
        await stage.Server.RestartAsync();
        stage.Facts.Healed = Stage.Now;
    }

    private static async Task KillBothAsync(Stage stage)
    {
        string victim = stage.Victim;
        stage.Facts.Began = Stage.Now;
        stage.Facts.Lapses.Add(new Lapse(victim, Stage.Now));
        await stage.Server.KillAsync();
        await stage.Crew.KillAsync(victim);
        await stage.Server.RestartAsync();
        stage.Facts.Healed = Stage.Now;
        await stage.Crew.StartAsync(victim + "-next");
    }

    // What a killed process has written is the machine's to keep. What its machine had not yet on disk is gone: under everysec at most
    // a second, or two while a write is slow.
    private static async Task LosePowerAsync(Stage stage)
    {
        long written = stage.Server.AppendedBytes;
        await Task.Delay(TimeSpan.FromSeconds(1), stage.Ended);
        stage.Facts.Began = Stage.Now;
        stage.Facts.Forgot = Stage.Now;
        await stage.Server.KillAsync();
        stage.Server.CutAppended(written);
        await Task.Delay(Down, stage.Ended);
        await stage.Server.RestartAsync();
        stage.Facts.Healed = Stage.Now;
    }

    private static async Task PauseAsync(Stage stage)
    {
        stage.Facts.Began = Stage.Now;
        stage.Server.Pause();
        await Task.Delay(stage.Shortly, stage.Ended);
        stage.Server.Continue();
        stage.Facts.Healed = Stage.Now;
    }

    private static async Task ClientPauseAsync(Stage stage, string what)
    {
        stage.Facts.Began = Stage.Now;
        await stage.Server.CommandAsync("CLIENT", "PAUSE", stage.Shortly.TotalMilliseconds.ToString("F0", CultureInfo.InvariantCulture), what);
        await Task.Delay(stage.Shortly, stage.Ended);
        stage.Facts.Healed = Stage.Now;
    }

    private static Task KillClientsAsync(Stage stage) => AgainAndAgainAsync(stage, TimeSpan.FromMilliseconds(500), async client =>
    {
        await client.CallAsync(["CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes"]);
        await client.CallAsync(["CLIENT", "KILL", "TYPE", "pubsub"]);
    });

    private static Task FlushScriptsAsync(Stage stage) =>
        AgainAndAgainAsync(stage, TimeSpan.FromMilliseconds(5), static client => client.CallAsync(["SCRIPT", "FLUSH"]));

    private static async Task FillMemoryAsync(Stage stage)
    {
        stage.Facts.Began = Stage.Now;
        await stage.Server.CommandAsync("CONFIG", "SET", "maxmemory", "1");
        await Task.Delay(Trouble, stage.Ended);
        await stage.Server.CommandAsync("CONFIG", "SET", "maxmemory", "0");
        stage.Facts.Healed = Stage.Now;
    }

    private static async Task AgainAndAgainAsync(Stage stage, TimeSpan every, Func<RespClient, Task> trouble)
    {
        stage.Facts.Began = Stage.Now;
        await using (RespClient client = await stage.Server.ConnectAsync(stage.Ended))
        {
            while (Stage.Now < stage.Facts.Began + Trouble)
            {
                await trouble(client);
                await Task.Delay(every, stage.Ended);
            }
        }

        stage.Facts.Healed = Stage.Now;
    }
}
