namespace TypedTasks.Brokers.InMemory;

/// <summary>
/// Whether lapsed leases may be rescued now. Rescuers tick every second or so; a gap between two ticks, or a step back of the
/// clock, means that renewals may have been held up as well. Then, for the length of one lease, an owner that listens is left
/// alone (G2); one that nobody can reach is dead all the same.
/// </summary>
internal sealed class RescueGrace
{
    private const long LongestGap = 2_000;

    private long? tick;
    private long until;

    /// <summary>A rescuer ticks.</summary>
    /// <returns>Whether the clock went back since the last tick.</returns>
    public bool Tick(long now, TimeSpan leaseTime)
    {
        bool back = now < tick;

        // The first tick of all follows a gap of unknown length.
        if (back || tick is not { } before || now - before > LongestGap)
        {
            until = Moment.After(now, leaseTime);
        }

        tick = now;
        return back;
    }

    /// <summary>Whether a lapsed lease is left alone.</summary>
    public bool Protects(long now, bool ownerListens) => ownerListens && now < until;
}
