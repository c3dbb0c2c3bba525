using System.Diagnostics;

namespace TypedTasks.Bench.Drain;

/// <summary>The whole path: take, read, dispatch, run, settle; counted inside the handler.</summary>
internal static class TypedTasksDrain
{
    public static async Task<DrainResult> RunAsync(BenchRedis redis, int tasks)
    {
        NoOp.Expect(tasks);
        using var worker = redis.BuildHost(worker: true);
        var watch = Stopwatch.StartNew();
        await worker.StartAsync();
        await Task.WhenAny(NoOp.Reached.Task, Task.Delay(TimeSpan.FromMinutes(2)));
        TimeSpan elapsed = watch.Elapsed;
        await worker.StopAsync();
        return new DrainResult(elapsed, NoOp.Ran);
    }
}
