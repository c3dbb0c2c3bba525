using TypedTasks.Bench.Jobs;
using TypedTasks.Bench.Processes;
using TypedTasks.Bench.Reporting;
using TypedTasks.Bench.Servers;
using TypedTasks.Bench.Systems;

namespace TypedTasks.Bench.Moves;

/// <summary>One process sends at a rate, another works at the same time; a task's wait ends inside the handler.</summary>
internal sealed record Flow
{
    // What is still waiting when the last task has been sent may be worked off for so long before it counts as lost.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(20);

    /// <summary>As the row is called.</summary>
    public required string Cell { get; init; }

    /// <summary>Tasks a second.</summary>
    public required double Rate { get; init; }

    /// <summary>How long.</summary>
    public required TimeSpan Time { get; init; }

    /// <summary>How many workers wait.</summary>
    public int Workers { get; init; } = 1;

    public async Task<Measurement> RunAsync(BenchSystem system)
    {
        long tasks = Math.Max(20, (long)(Rate * Time.TotalSeconds));
        await using BenchRedis redis = await BenchRedis.StartAsync();
        var work = new Job
        {
            Verb = "work",
            Redis = redis.Endpoint,
            Tasks = tasks,
            Handler = "stamped",
            Workers = Workers,
            Warm = Warm(system, tasks),
            Processes = system.Processes,
        };
        var pace = new Job
        {
            Verb = "pace",
            Redis = redis.Endpoint,
            Tasks = tasks,
            Rate = Rate,
            Handler = "stamped",
            Warm = system.IsPeer ? 0 : Warm(system, tasks),
            Processes = system.Processes,
        };
        await using BenchProcess producer = await BenchProcess.StartAsync(system, pace);
        await using BenchProcess worker = await BenchProcess.StartAsync(system, work);
        if (!system.IsPeer && !IsFast)
        {
            // What warms a process up finds its workers busy: how a task meets an idle one is compiled in a round that does not count.
            await RoundAsync(redis, producer, worker);
        }

        (JobReport sent, JobReport ran) = await RoundAsync(redis, producer, worker);
        return new Measurement
        {
            Scenario = Cell,
            System = system.Name,
            TasksPerSecond = ran.Ran / ((ran.LastNs - sent.StartNs) / 1e9),
            P50 = ran.P50,
            P99 = ran.P99,
            Lost = Math.Max(0, sent.Ran - ran.Ran),
            RedisMicrosecondsPerTask = await redis.Stats.CommandMicrosecondsAsync(system.Scripted) / Math.Max(1, ran.Ran),
            AllocatedPerTask = ran.Allocated / Math.Max(1.0, ran.Ran),
        };
    }

    private bool IsFast => Rate > 1000;

    private async Task<(JobReport Sent, JobReport Ran)> RoundAsync(BenchRedis redis, BenchProcess producer, BenchProcess worker)
    {
        await redis.FlushAsync();
        worker.Go();
        await worker.StartedAsync();

        // Workers that have just started are not idle yet.
        await Task.Delay(TimeSpan.FromSeconds(1));
        await redis.Stats.ResetAsync();
        producer.Go();
        JobReport sent = await producer.ResultAsync(Time + Grace);
        return (sent, await worker.ResultAsync(Grace));
    }

    // Not fewer for a slow flow, and seconds of full work for a fast one: what is measured is not how long the compiler takes to find
    // the best form of the code while both cores are busy.
    private int Warm(BenchSystem system, long tasks) =>
        system.IsPeer ? (int)Math.Min(system.Warm, tasks) : IsFast ? 2_000_000 : 30_000;
}
