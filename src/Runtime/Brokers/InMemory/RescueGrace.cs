namespace TypedTasks.Brokers.InMemory;

/// <summary>
/// Whether lapsed leases may be rescued now. Rescuers tick every second or so; a gap between two ticks, or a step back of the
/// clock, means that renewals may have been held up as well. Then, for the length of one lease, live owners are left alone (G2).
/// </summary>
internal sealed class RescueGrace
{
    private const long LongestGap = 2_000;

    private long? tick;
    private long gapUntil = long.MinValue;
    private long stepUntil = long.MinValue;

    /// <summary>A rescuer ticks.</summary>
    public void Tick(long now, TimeSpan leaseTime)
    {
        // The first tick of all follows a gap of unknown length.
        if (tick is not { } before || now - before > LongestGap)
        {
            gapUntil = Moment.After(now, leaseTime);
        }
        else if (now < before)
        {
            // What was granted before the step is counted anew: its moments belong to the clock as it was.
            stepUntil = Moment.After(now, leaseTime);
            gapUntil = long.MinValue;
        }

        tick = now;
    }

    /// <summary>Whether a lapsed lease is left alone. After a mere gap, an owner that nobody can reach is dead all the same.</summary>
    public bool Protects(long now, bool ownerListens) => now < stepUntil || (ownerListens && now < gapUntil);
}
