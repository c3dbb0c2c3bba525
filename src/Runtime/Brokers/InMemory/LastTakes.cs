namespace TypedTasks.Brokers.InMemory;

/// <summary>
/// The number of each session's last take. A copy of an earlier one that arrives late takes nothing: it would take for nobody,
/// and a settlement that arrives late behind it would settle work that never ran.
/// </summary>
internal sealed class LastTakes
{
    // As in Redis: longer than any connection delivers late.
    private const long KeptMilliseconds = 3_600_000;

    private readonly Dictionary<string, (long Sequence, long At)> last = new(StringComparer.Ordinal);

    // No entry is older.
    private long oldest = long.MaxValue;

    /// <summary>Whether the session has taken since, or had its answer to this take; remembers it where not.</summary>
    public bool IsLate(LeaseId lease, long now)
    {
        if (last.TryGetValue(lease.Session, out (long Sequence, long At) before) && before.Sequence >= lease.Sequence && now - before.At < KeptMilliseconds)
        {
            return true;
        }

        last[lease.Session] = (lease.Sequence, now);
        oldest = Math.Min(oldest, now);
        return false;
    }

    /// <summary>Forgets what is kept long enough.</summary>
    public void Forget(long now)
    {
        if (last.Count == 0 || now - oldest < KeptMilliseconds)
        {
            return;
        }

        oldest = long.MaxValue;
        foreach ((string session, (_, long at)) in last)
        {
            if (now - at >= KeptMilliseconds)
            {
                last.Remove(session);
            }
            else
            {
                oldest = Math.Min(oldest, at);
            }
        }
    }
}
