using TypedTasks.Bench.Jobs;
using TypedTasks.Bench.Processes;
using TypedTasks.Bench.Reporting;
using TypedTasks.Bench.Servers;
using TypedTasks.Bench.Systems;

namespace TypedTasks.Bench.Moves;

/// <summary>Tasks are sent and nobody works.</summary>
internal sealed record Send
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>As the row is called.</summary>
    public required string Cell { get; init; }

    /// <summary><c>produce</c> in bulk, <c>send</c> one by one.</summary>
    public required string Verb { get; init; }

    /// <summary>How many senders.</summary>
    public int Senders { get; init; } = 1;

    /// <summary>How many tasks.</summary>
    public required Func<BenchSystem, long> Tasks { get; init; }

    public async Task<Measurement> RunAsync(Stage stage, BenchSystem system)
    {
        long tasks = stage.Options.Count(Tasks(system));
        await using BenchRedis redis = await BenchRedis.StartAsync();
        var job = new Job
        {
            Verb = Verb,
            Redis = redis.Endpoint,
            Tasks = tasks,
            Senders = Senders,
            Warm = (int)Math.Min(system.Warm, tasks),
            Processes = system.Processes,
        };
        await using BenchProcess process = await BenchProcess.StartAsync(system, job);
        var rounds = new List<Measurement>();
        for (int round = 0; round < (system.Repeats ? stage.Options.Rounds : 1); round++)
        {
            await redis.FlushAsync();
            await redis.Stats.ResetAsync();
            double before = await redis.Stats.UsedMemoryAsync();
            process.Go();
            JobReport report = await process.ResultAsync(Limit);
            rounds.Add(new Measurement
            {
                Scenario = Cell,
                System = system.Name,
                TasksPerSecond = report.Ran / report.Seconds,
                P50 = report.P50,
                P99 = report.P99,
                Lost = tasks - report.Ran,
                RedisMicrosecondsPerTask = await redis.Stats.CommandMicrosecondsAsync(system.Scripted) / Math.Max(1, report.Ran),
                BytesPerTask = (await redis.Stats.UsedMemoryAsync() - before) / Math.Max(1, report.Ran),
                AllocatedPerTask = report.Allocated / Math.Max(1.0, report.Ran),
            });
        }

        return Measurement.Median(rounds);
    }
}
