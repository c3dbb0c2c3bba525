namespace TypedTasks.Simulation.Engine;

/// <summary>The runtime's seam, on a simulated process: its clock, its timers, its threads and its luck.</summary>
internal sealed class SimScheduler(SimNode node) : RuntimeScheduler
{
    private readonly SimTime time = new(node);

    public override TimeProvider Time => time;

    public override Task Run(string name, Func<Task> work)
    {
        var ended = new TaskCompletionSource();
        node.World.Soon(node, () => _ = RunAsync(work, ended));
        return ended.Task;
    }

    public override Task RunThread(string name, Action<CancellationToken> body, CancellationToken stop) => SimThread.Start(node, () => body(stop));

    public override Task Delay(TimeSpan delay, CancellationToken cancellationToken = default) => Task.Delay(delay, time, cancellationToken);

    public override bool Wait(TimeSpan delay, CancellationToken stop)
    {
        if (stop.IsCancellationRequested || node.IsDead)
        {
            return true;
        }

        CancellationTokenRegistration registration = default;
        SimThread.Current.Sleep(wake =>
        {
            node.World.After(delay, node, wake);
            registration = stop.Register(wake);
        });
        registration.Dispose();
        return stop.IsCancellationRequested || node.IsDead;
    }

    public override bool Wait(Task work, CancellationToken stop)
    {
        if (!work.IsCompleted && !stop.IsCancellationRequested && !node.IsDead)
        {
            CancellationTokenRegistration registration = default;
            SimThread.Current.Sleep(wake =>
            {
                work.GetAwaiter().OnCompleted(wake);
                registration = stop.Register(wake);
            });
            registration.Dispose();
        }

        return stop.IsCancellationRequested || node.IsDead;
    }

    public override double NextDouble() => node.World.Random.NextDouble();

    public override void FillRandom(Span<byte> bytes) => node.World.Random.NextBytes(bytes);

    private static async Task RunAsync(Func<Task> work, TaskCompletionSource ended)
    {
        try
        {
            await work();
            ended.SetResult();
        }
        catch (Exception error)
        {
            ended.SetException(error);
        }
    }
}
