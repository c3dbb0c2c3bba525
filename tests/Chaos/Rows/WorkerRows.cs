using TypedTasks.Chaos.Checking;
using TypedTasks.Chaos.Fleet;

namespace TypedTasks.Chaos.Rows;

/// <summary>What happens to worker processes.</summary>
internal static class WorkerRows
{
    public static IEnumerable<Row> All =>
    [
        new("a worker is killed (SIGKILL)", true, KillAsync),
        new("a worker is killed (SIGKILL)", false, KillAsync) { Brief = true },
        new("a worker stands still for less than a lease (SIGSTOP)", false, stage => PauseAsync(stage, stage.Shortly)),
        new("a worker stands still for longer than a lease", true, stage => PauseAsync(stage, stage.TooLong)),
        new("a worker stands still for longer than a lease", false, stage => PauseAsync(stage, stage.TooLong)) { Brief = true },
        new("all workers stand still for longer than a lease", false, PauseAllAsync),
        new("workers are stopped and replaced one by one (SIGTERM)", false, ReplaceAsync),
    ];

    private static async Task KillAsync(Stage stage)
    {
        string victim = stage.Victim;
        stage.Facts.Began = stage.Facts.Healed = Stage.Now;
        stage.Facts.Killed = new Lapse(victim, Stage.Now);
        stage.Facts.Lapses.Add(stage.Facts.Killed);
        await stage.Crew.KillAsync(victim);
        await stage.Crew.StartAsync(victim + "-next");
    }

    private static async Task PauseAsync(Stage stage, TimeSpan pause)
    {
        string victim = stage.Victim;
        stage.Facts.Began = Stage.Now;
        stage.Crew[victim].Pause();
        await Task.Delay(pause, stage.Ended);
        stage.Crew[victim].Continue();
        stage.Facts.Healed = Stage.Now;
        if (pause > stage.Lease)
        {
            stage.Facts.Lapses.Add(new Lapse(victim, stage.Facts.Began, Stage.Now));
        }
    }

    private static async Task PauseAllAsync(Stage stage)
    {
        string[] all = [.. stage.Crew.Expected];
        stage.Facts.Began = Stage.Now;
        foreach (string worker in all)
        {
            stage.Crew[worker].Pause();
        }

        await Task.Delay(stage.TooLong, stage.Ended);
        foreach (string worker in all)
        {
            stage.Crew[worker].Continue();
            stage.Facts.Lapses.Add(new Lapse(worker, stage.Facts.Began, Stage.Now));
        }

        stage.Facts.Healed = Stage.Now;
    }

    private static async Task ReplaceAsync(Stage stage)
    {
        stage.Facts.Began = Stage.Now;
        foreach (string worker in stage.Crew.Expected.ToArray())
        {
            // As an orchestrator does: the next one is there before the last one goes.
            await stage.Crew.StartAsync(worker + "-next");
            DateTimeOffset asked = Stage.Now;
            int code = await stage.Crew.StopAsync(worker);
            stage.Facts.Stops.Add(new Lapse(worker, asked, Stage.Now));
            if (code != 0)
            {
                stage.Facts.Wrong.Add($"worker {worker} ended with {code} after SIGTERM");
            }
        }

        stage.Facts.Healed = Stage.Now;
    }
}
