namespace TypedTasks.Bench.Drain;

/// <summary>Fills the queue as any producer would: DelayMany.</summary>
internal static class Seed
{
    public static readonly string Argument = new('x', 100);

    public static async Task FillAsync(BenchRedis redis, int tasks)
    {
        using var producer = redis.BuildHost(worker: false);
        await producer.StartAsync();
        await NoOp.CountTask.DelayMany(Enumerable.Repeat(new NoOp.CountArgs(Argument), tasks));
        await producer.StopAsync();
    }
}
