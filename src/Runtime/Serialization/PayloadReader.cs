namespace TypedTasks.Serialization;

/// <summary>
/// Reads one payload of MessagePack within the bounds of promise G8. Whatever the bytes are, the only exception that leaves it is
/// <see cref="PayloadException"/>, and it allocates no more than the bytes justify.
/// </summary>
/// <remarks>
/// Each method reads what the method of the same type of <see cref="PayloadWriter"/> wrote, and takes any number that fits: a float
/// written as a whole number, a small number in a long form.
/// </remarks>
public ref partial struct PayloadReader
{
    private readonly ReadOnlySpan<byte> payload;
    private int position;
    private int depth;
    private long announced;
    private int announcedAt;

    /// <summary>Starts at the first byte.</summary>
    /// <param name="payload">The bytes; what follows the payload in them is left alone.</param>
    public PayloadReader(ReadOnlyMemory<byte> payload) => this.payload = payload.Span;

    /// <summary>How many bytes were read.</summary>
    public readonly long Position => position;

    private readonly int Remaining => payload.Length - position;

    /// <summary>Reads nil if it is next.</summary>
    /// <returns>Whether it was.</returns>
    /// <exception cref="PayloadException">The bytes have ended.</exception>
    public bool TryReadNil()
    {
        if (position >= payload.Length)
        {
            throw Unreadable("a value", position);
        }

        return TryStepOverNil();
    }

    /// <summary>Steps into an object or a collection: call it before its header, and <see cref="Leave"/> after its last value.</summary>
    /// <exception cref="PayloadException">It is nested deeper than <see cref="PayloadLimits.MaxDepth"/>.</exception>
    public void Enter()
    {
        if (++depth > PayloadLimits.MaxDepth)
        {
            throw TooDeep();
        }
    }

    /// <summary>Steps out of an object or a collection.</summary>
    public void Leave() => depth--;

    /// <summary>What to throw where a value that must be there is not.</summary>
    /// <param name="what">What is missing: the name of a parameter or member.</param>
    public readonly PayloadException Missing(string what) => new($"At byte {Position}: {what} is missing.") { Position = Position };

    /// <summary>What to throw where a value can be read but not taken.</summary>
    /// <param name="problem">What is wrong with it, as the end of a sentence.</param>
    /// <param name="inner">What its type threw.</param>
    public readonly PayloadException Refused(string problem, Exception? inner = null) =>
        new($"Before byte {Position}: {problem}.", inner: inner) { Position = Position };

    private readonly PayloadException Unreadable(string expected, int at, Exception? inner = null)
    {
        (string found, bool overLimit) = PayloadToken.Describe(payload[at..]);
        return new PayloadException($"At byte {at}: expected {expected}, found {found}.", overLimit, inner) { Position = at };
    }

    private readonly PayloadException TooDeep() =>
        new($"At byte {Position}: nested deeper than {PayloadLimits.MaxDepth} objects and collections.", overLimit: true) { Position = Position };
}
