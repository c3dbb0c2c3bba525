namespace TypedTasks.Testing;

/// <summary>
/// The clock of a test, randomness that is the same in every run, and no thread: what would be started elsewhere runs in place.
/// </summary>
internal sealed class HarnessScheduler(VirtualClock clock, int seed) : RuntimeScheduler
{
    private readonly Random random = new(seed);

    public override TimeProvider Time => clock;

    public override Task Run(string name, Func<Task> work) => work();

    public override Task RunThread(string name, Action<CancellationToken> body, CancellationToken stop) =>
        throw new NotSupportedException($"A harness starts no thread, but '{name}' was asked for. Workers do not run in a harness; DrainAsync does their work.");

    public override Task Delay(TimeSpan delay, CancellationToken cancellationToken = default) => Task.Delay(delay, clock, cancellationToken);

    public override bool Wait(TimeSpan delay, CancellationToken stop) =>
        throw new NotSupportedException("A harness has no thread that could block.");

    public override bool Wait(Task work, CancellationToken stop) =>
        throw new NotSupportedException("A harness has no thread that could block.");

    public override double NextDouble()
    {
        lock (random)
        {
            return random.NextDouble();
        }
    }

    public override void FillRandom(Span<byte> bytes)
    {
        lock (random)
        {
            random.NextBytes(bytes);
        }
    }
}
