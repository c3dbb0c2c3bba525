namespace TypedTasks.Brokers.InMemory;

/// <summary>
/// Whether lapsed leases may be rescued now. Rescuers tick every second or so; a gap between two ticks means that renewals may
/// have been held up as well: for the length of one lease an owner that listens is left alone (G2), and one that nobody can
/// reach is dead all the same. After a step back of the clock no deadline says anything: then nobody is rescued for as long.
/// </summary>
internal sealed class RescueGrace
{
    private const long LongestGap = 2_000;

    private long? tick;
    private long until;
    private bool forAll;

    /// <summary>A rescuer ticks.</summary>
    /// <returns>Whether the clock went back since the last tick.</returns>
    public bool Tick(long now, TimeSpan leaseTime)
    {
        long end = Moment.After(now, leaseTime);
        if (until <= now || until > end)
        {
            (until, forAll) = (0, false);
        }

        bool back = now < tick;

        // The first tick of all follows a gap of unknown length.
        if (back || tick is not { } before || now - before > LongestGap)
        {
            until = end;
            forAll |= back;
        }

        tick = now;
        return back;
    }

    /// <summary>Whether a lapsed lease is left alone.</summary>
    public bool Protects(long now, bool ownerListens) => now < until && (forAll || ownerListens);
}
