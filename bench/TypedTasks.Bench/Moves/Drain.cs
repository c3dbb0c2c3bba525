using TypedTasks.Bench.Jobs;
using TypedTasks.Bench.Processes;
using TypedTasks.Bench.Reporting;
using TypedTasks.Bench.Servers;
using TypedTasks.Bench.Systems;

namespace TypedTasks.Bench.Moves;

/// <summary>A queue full of waiting tasks is emptied by one worker; counted inside the handler.</summary>
internal sealed record Drain
{
    private const int MaxSettling = 20;
    private const int FewMethods = 100;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>As the row is called.</summary>
    public required string Cell { get; init; }

    /// <summary>What differs from the base cell.</summary>
    public Job Job { get; init; } = new() { Verb = "work" };

    /// <summary>How many tasks run; what the system's own drain is where null.</summary>
    public long? Tasks { get; init; }

    /// <summary>How many tasks wait at the start; as many as run where null.</summary>
    public long? Waiting { get; init; }

    /// <summary>
    /// Whether rounds count only once the worker's compiler has done with it: with thousands of task types it is at work for long,
    /// and a worker lives for days.
    /// </summary>
    public bool Settles { get; init; }

    /// <summary>How many rounds; as the options say where null. Peers do one.</summary>
    public int? Rounds { get; init; }

    public Persistence Persistence { get; init; }

    /// <summary>What stands between worker and Redis.</summary>
    public TimeSpan RoundTrip { get; init; }

    /// <summary>Whether it is measured from the first handler to the last, not from the start of the worker.</summary>
    public bool FromFirstHandler { get; init; }

    public async Task<Measurement> RunAsync(Stage stage, BenchSystem system)
    {
        long tasks = stage.Options.Count(Tasks ?? system.Drain);
        long waiting = Math.Max(tasks, stage.Options.Count(Waiting ?? 0));
        int rounds = system.IsPeer ? 1 : Rounds ?? stage.Options.Rounds;
        await using BenchRedis redis = await BenchRedis.StartAsync(Persistence);
        await using DelayProxy? proxy = RoundTrip > TimeSpan.Zero ? new DelayProxy(redis.Port, RoundTrip) : null;
        var measured = new List<Measurement>();
        BenchProcess? producer = null;
        BenchProcess? worker = null;
        try
        {
            long compiled = 0;
            for (int round = 0; measured.Count < rounds; round++)
            {
                // The floor drains the tasks of the whole system.
                BenchSystem seeder = system.Name == "floor" ? Ours.TypedTasks : system;
                producer ??= await BenchProcess.StartAsync(seeder, For(seeder, "produce", redis.Endpoint, waiting, warm: 0));
                worker ??= await BenchProcess.StartAsync(
                    system, For(system, "work", proxy?.Endpoint ?? redis.Endpoint, tasks, (int)Math.Min(system.Warm, tasks)));
                (Measurement measurement, JobReport report) = await RoundAsync(system, redis, producer, worker, tasks, waiting);
                bool settled = !Settles || round >= MaxSettling || report.Compiled - compiled <= FewMethods;
                compiled = report.Compiled ?? 0;
                if (settled)
                {
                    measured.Add(measurement);
                }

                if (!system.Repeats)
                {
                    await producer.DisposeAsync();
                    await worker.DisposeAsync();
                    (producer, worker) = (null, null);
                }
            }
        }
        finally
        {
            await (producer?.DisposeAsync() ?? ValueTask.CompletedTask);
            await (worker?.DisposeAsync() ?? ValueTask.CompletedTask);
        }

        return Measurement.Median(measured);
    }

    private async Task<(Measurement Measurement, JobReport Report)> RoundAsync(
        BenchSystem system, BenchRedis redis, BenchProcess producer, BenchProcess worker, long tasks, long waiting)
    {
        await redis.FlushAsync();
        double before = await redis.Stats.UsedMemoryAsync();
        producer.Go();
        await producer.ResultAsync(Limit * 3);
        double after = await redis.Stats.UsedMemoryAsync();
        await redis.Stats.ResetAsync();
        worker.Go();
        JobReport report = await worker.ResultAsync(Limit);
        double seconds = FromFirstHandler ? (report.LastNs - report.FirstNs) / 1e9 : report.Seconds;
        var measurement = new Measurement
        {
            Scenario = Cell,
            System = system.Name,
            TasksPerSecond = report.Ran / seconds,
            Lost = Math.Max(0, tasks - report.Ran),
            RedisMicrosecondsPerTask = await redis.Stats.CommandMicrosecondsAsync(system.Scripted) / Math.Max(1, report.Ran),
            BytesPerTask = (after - before) / waiting,
            AllocatedPerTask = report.Allocated / Math.Max(1.0, report.Ran),
        };
        return (measurement, report);
    }

    private Job For(BenchSystem system, string verb, string redis, long tasks, int warm) => new()
    {
        Verb = verb,
        Redis = redis,
        Tasks = tasks,
        Warm = warm,
        Payload = Job.Payload,
        Queues = Job.Queues,
        Handler = Job.Handler,
        Tracking = Job.Tracking,
        Processes = system.Processes,
    };
}
