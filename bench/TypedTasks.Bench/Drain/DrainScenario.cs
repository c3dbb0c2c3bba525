namespace TypedTasks.Bench.Drain;

/// <summary>
/// A queue full of waiting tasks is emptied by one worker process: default options, one 100-byte string argument, one queue, AOF
/// off. <c>floor</c> takes and completes the same envelopes through the same broker, with neither serializer nor dispatch.
/// </summary>
internal static class DrainScenario
{
    private const double Target = 150_000;

    public static async Task<IReadOnlyList<Measurement>> RunAsync(BenchOptions options)
    {
        await using BenchRedis redis = await BenchRedis.StartAsync();
        var floor = new List<Measurement>();
        var typed = new List<Measurement>();

        // A first small round warms both up and is not counted.
        await RoundAsync(redis, options.Tasks / 10, FloorDrain.RunAsync, "floor");
        await RoundAsync(redis, options.Tasks / 10, TypedTasksDrain.RunAsync, "typedtasks");
        for (int round = 0; round < options.Rounds; round++)
        {
            floor.Add(await RoundAsync(redis, options.Tasks, FloorDrain.RunAsync, "floor"));
            typed.Add(await RoundAsync(redis, options.Tasks, TypedTasksDrain.RunAsync, "typedtasks"));
        }

        Measurement result = Measurement.Median(typed);
        return
        [
            Measurement.Median(floor),
            result with
            {
                MissedTarget = result.Lost > 0 ? $"{result.Lost} tasks lost"
                    : result.TasksPerSecond < Target ? $"{result.TasksPerSecond:N0} tasks/s, wanted {Target:N0}" : null,
            },
        ];
    }

    private static async Task<Measurement> RoundAsync(BenchRedis redis, int tasks, Func<BenchRedis, int, Task<DrainResult>> drain, string system)
    {
        await redis.FlushAsync();
        double before = await redis.Stats.UsedMemoryAsync();
        await Seed.FillAsync(redis, tasks);
        double after = await redis.Stats.UsedMemoryAsync();
        await redis.Stats.ResetAsync();
        long allocated = GC.GetTotalAllocatedBytes(precise: true);
        DrainResult result = await drain(redis, tasks);
        allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
        return new Measurement
        {
            Scenario = "drain",
            System = system,
            TasksPerSecond = tasks / result.Elapsed.TotalSeconds,
            Lost = tasks - result.Ran,
            RedisMicrosecondsPerTask = await redis.Stats.CommandMicrosecondsAsync() / tasks,
            BytesPerTask = (after - before) / tasks,
            AllocatedPerTask = (double)allocated / tasks,
        };
    }
}

/// <summary>What a drain did.</summary>
/// <param name="Elapsed">From the start of the worker to the last task.</param>
/// <param name="Ran">How many tasks came out.</param>
internal readonly record struct DrainResult(TimeSpan Elapsed, long Ran);
