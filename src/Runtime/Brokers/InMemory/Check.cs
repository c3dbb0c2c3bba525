using TypedTasks.Envelopes;

namespace TypedTasks.Brokers.InMemory;

/// <summary>What a call must bring, checked before anything is written: the checks that a script makes first.</summary>
internal static class Check
{
    private const int MaxSessionLength = 64;

    public static void Lane(Lane lane)
    {
        if (lane.Queue is null)
        {
            throw new ArgumentException("A lane was never made: use Lane.Of or Lane.Suspects.", nameof(lane));
        }
    }

    public static void Envelope(ReadOnlyMemory<byte> envelope)
    {
        if (envelope.Length < EnvelopeHeader.Size)
        {
            throw new ArgumentException($"An envelope has at least the {EnvelopeHeader.Size} bytes of its header, not {envelope.Length}.", nameof(envelope));
        }
    }

    public static void Session(string session)
    {
        ArgumentNullException.ThrowIfNull(session);
        if (session.Length is 0 or > MaxSessionLength || session.AsSpan().ContainsAnyExcept(LettersAndDigits))
        {
            throw new ArgumentException($"'{session}' is no session. Use 1 to {MaxSessionLength} ASCII letters and digits.", nameof(session));
        }
    }

    public static void Batch(int count, string name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, TakeRequest.MaxBatch, name);
    }

    public static void Positive(TimeSpan time, string name) => ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(time, TimeSpan.Zero, name);

    private static readonly System.Buffers.SearchValues<char> LettersAndDigits =
        System.Buffers.SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");
}
