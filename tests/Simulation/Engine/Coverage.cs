namespace TypedTasks.Simulation.Engine;

/// <summary>How often each arrow of the state machine, each outcome and each fault was hit.</summary>
internal sealed class Coverage
{
    private long operations;

    public SortedDictionary<string, long> Counts { get; } = new(StringComparer.Ordinal);

    public long Operations => operations;

    public void Operate() => Interlocked.Increment(ref operations);

    public void Hit(string what, long times = 1)
    {
        lock (Counts)
        {
            Counts[what] = Counts.GetValueOrDefault(what) + times;
        }
    }

    public void Add(Coverage other)
    {
        foreach ((string what, long times) in other.Counts)
        {
            Hit(what, times);
        }
    }
}
