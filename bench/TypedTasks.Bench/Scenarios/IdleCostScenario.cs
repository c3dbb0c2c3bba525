using TypedTasks.Bench.Jobs;
using TypedTasks.Bench.Moves;
using TypedTasks.Bench.Processes;
using TypedTasks.Bench.Reporting;
using TypedTasks.Bench.Servers;
using TypedTasks.Bench.Systems;

namespace TypedTasks.Bench.Scenarios;

/// <summary>What a worker costs that has nothing to do: processor time of its processes, commands it sends to Redis.</summary>
internal static class IdleCostScenario
{
    public const string Cell = "idle-cost";

    private static readonly TimeSpan SettleDown = TimeSpan.FromSeconds(3);

    // The compiler goes on in the background until what an idle worker does now and then has been done some dozens of times.
    private static readonly TimeSpan CompilerSettlesDown = TimeSpan.FromSeconds(60);

    public static Scenario Of(IReadOnlyList<BenchSystem> systems) =>
        Scenario.OfOne(Cell, "one idle worker: share of a core, Redis commands a second", systems, MeasureAsync);

    private static async Task<Measurement> MeasureAsync(Stage stage, BenchSystem system)
    {
        TimeSpan time = TimeSpan.FromSeconds(Math.Max(1, 20 * stage.Options.Scale));
        await using BenchRedis redis = await BenchRedis.StartAsync();
        await using BenchProcess worker = await BenchProcess.StartAsync(
            system, new Job { Verb = "work", Redis = redis.Endpoint, Tasks = long.MaxValue >> 16, Processes = system.Processes });
        worker.Go();
        await worker.StartedAsync();
        await Task.Delay(system.IsPeer ? SettleDown : CompilerSettlesDown * Math.Min(1, stage.Options.Scale));
        await redis.Stats.ResetAsync();
        double processor = ProcessTree.ProcessorSeconds(worker.Id);
        await Task.Delay(time);
        processor = ProcessTree.ProcessorSeconds(worker.Id) - processor;
        double commands = await redis.Stats.CommandsAsync(system.Scripted);
        return new Measurement
        {
            Scenario = Cell,
            System = system.Name,
            ProcessorPercent = 100 * processor / time.TotalSeconds,
            RedisCommandsPerSecond = commands / time.TotalSeconds,
        };
    }
}
