namespace TypedTasks.Envelopes;

/// <summary>
/// How a settlement rewrites the counters of an envelope's header. A broker that holds the envelope applies it in place
/// (in Redis a script does), so that an envelope is never sent back.
/// </summary>
public enum HeaderChange : byte
{
    /// <summary>Nothing: release and snooze.</summary>
    None = 0,

    /// <summary>One more attempt is spent.</summary>
    AttemptSpent = 1,

    /// <summary>One more deferral: no handler was known.</summary>
    Deferred = 2,

    /// <summary>One more lapsed lease of one.</summary>
    Delivered = 3,

    /// <summary>All counters to zero: a replay starts afresh.</summary>
    Reset = 4,
}

/// <summary>Applies a <see cref="HeaderChange"/>; the reference for what the scripts do.</summary>
public static class HeaderChanges
{
    /// <summary>Rewrites the counters in place. Counters stop at their maximum.</summary>
    public static void Apply(this HeaderChange change, Span<byte> envelope)
    {
        switch (change)
        {
            case HeaderChange.None:
                break;
            case HeaderChange.AttemptSpent:
                envelope[EnvelopeHeader.AttemptsOffset] = Increment(envelope[EnvelopeHeader.AttemptsOffset]);
                break;
            case HeaderChange.Delivered:
                envelope[EnvelopeHeader.DeliveriesOffset] = Increment(envelope[EnvelopeHeader.DeliveriesOffset]);
                break;
            case HeaderChange.Deferred when envelope[EnvelopeHeader.FlagsOffset] < 0xF0:
                envelope[EnvelopeHeader.FlagsOffset] += 0x10;
                break;
            case HeaderChange.Deferred:
                break;
            case HeaderChange.Reset:
                envelope[EnvelopeHeader.DeliveriesOffset] = 0;
                envelope[EnvelopeHeader.AttemptsOffset] = 0;
                envelope[EnvelopeHeader.FlagsOffset] &= 0x0F;
                break;
        }
    }

    private static byte Increment(byte counter) => counter == byte.MaxValue ? counter : (byte)(counter + 1);
}
