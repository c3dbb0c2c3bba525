using TypedTasks.Chaos.Fleet;

namespace TypedTasks.Chaos.Rows;

/// <summary>The disk under the append-only file is full, by a limit on the file's size, and has room again later.</summary>
internal static class DiskRows
{
    private static readonly TimeSpan Full = TimeSpan.FromSeconds(6);

    public static IEnumerable<Row> All =>
    [
        new("the disk is full for 6 s (MISCONF on every write)", false, RefuseAsync),
        new("the disk is full, Redis ends, and is started again with room", true, EndAsync),
    ];

    private static async Task RefuseAsync(Stage stage)
    {
        stage.Facts.Began = Stage.Now;
        stage.Server.LimitFiles(stage.Server.AppendedBytes);
        await stage.UntilAsync("Redis refuses to write", async () =>
            (await stage.Server.CommandAsync("INFO", "persistence")).Contains("aof_last_write_status:err", StringComparison.Ordinal));
        await Task.Delay(Full, stage.Ended);
        stage.Server.LimitFiles(null);
        await stage.UntilAsync("Redis writes again", async () =>
            (await stage.Server.CommandAsync("INFO", "persistence")).Contains("aof_last_write_status:ok", StringComparison.Ordinal));
        stage.Facts.Healed = Stage.Now;
    }

    // Under always Redis ends rather than answer for what is not on disk.
    private static async Task EndAsync(Stage stage)
    {
        stage.Facts.Began = Stage.Now;
        stage.Server.LimitFiles(stage.Server.AppendedBytes);
        await stage.Server.ExitAsync(stage.Ended);
        await stage.Server.RestartAsync();
        stage.Facts.Healed = Stage.Now;
    }
}
