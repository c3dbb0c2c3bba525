namespace TypedTasks.Brokers.InMemory;

/// <summary>
/// The number of each session's last take. A copy of an earlier one that arrives late takes nothing: it would take for nobody,
/// and a settlement that arrives late behind it would settle work that never ran.
/// </summary>
internal sealed class LastTakes
{
    // As in Redis: longer than any connection delivers late.
    private const long KeptMilliseconds = 3_600_000;
    private const int LooksBetweenSweeps = 1000;

    private readonly Dictionary<string, (long Sequence, long At)> last = new(StringComparer.Ordinal);
    private int sessions;

    /// <summary>Whether the session has taken since, or had its answer to this take; remembers it where not.</summary>
    public bool IsLate(LeaseId lease, long now)
    {
        if (!last.TryGetValue(lease.Session, out (long Sequence, long At) before) && ++sessions % LooksBetweenSweeps == 0)
        {
            Forget(now);
        }

        if (before.Sequence >= lease.Sequence && now - before.At < KeptMilliseconds)
        {
            return true;
        }

        last[lease.Session] = (lease.Sequence, now);
        return false;
    }

    private void Forget(long now)
    {
        foreach ((string session, (_, long at)) in last)
        {
            if (now - at >= KeptMilliseconds)
            {
                last.Remove(session);
            }
        }
    }
}
