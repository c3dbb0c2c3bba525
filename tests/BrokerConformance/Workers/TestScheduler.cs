using Microsoft.Extensions.Time.Testing;

namespace TypedTasks.BrokerConformance.Workers;

/// <summary>Real threads on a clock that only the test moves; also the waits of threads of their own go by it.</summary>
public sealed class TestScheduler(FakeTimeProvider time) : RuntimeScheduler
{
    /// <summary>What every draw gives.</summary>
    public double Random { get; set; } = 0.5;

    public override TimeProvider Time => time;

    public override Task Run(string name, Func<Task> work) => Default.Run(name, work);

    public override Task RunThread(string name, Action<CancellationToken> body, CancellationToken stop) => Default.RunThread(name, body, stop);

    public override Task Delay(TimeSpan delay, CancellationToken cancellationToken = default) => Task.Delay(delay, time, cancellationToken);

    public override bool Wait(TimeSpan delay, CancellationToken stop)
    {
        using var over = new ManualResetEventSlim();
        using ITimer timer = time.CreateTimer(_ => over.Set(), null, delay, Timeout.InfiniteTimeSpan);
        WaitHandle.WaitAny([over.WaitHandle, stop.WaitHandle]);
        return stop.IsCancellationRequested;
    }

    public override double NextDouble() => Random;

    public override void FillRandom(Span<byte> bytes) => Default.FillRandom(bytes);
}
