using System.Buffers.Binary;

namespace TypedTasks.Envelopes;

/// <summary>
/// The first 28 bytes of every envelope, fixed for ever, so that Lua and foreign versions read them with
/// <c>string.sub</c>. All else of an envelope is MessagePack and opaque to a broker.
/// </summary>
/// <remarks>
/// <code>
/// offset  bytes  field
///      0      1  version        1 today
///      1      1  deliveries     lapsed leases of one that this task was alone in (poison counter)
///      2      1  attempts       attempts spent
///      3      1  flags          low nibble: flags, 1 encrypted, 2 signed, unknown ones are refused
///                               high nibble: deferrals, releases because no handler was known
///      4     16  id
///     20      8  enqueued at    ms since 1970 UTC, big endian
/// </code>
/// </remarks>
/// <param name="Version">The version of what follows the header.</param>
/// <param name="Deliveries">Lapsed leases that this task was alone in.</param>
/// <param name="Attempts">Attempts spent.</param>
/// <param name="Flags">The low nibble of the flags byte.</param>
/// <param name="Deferrals">How often it was put off because no handler was known, 0 to 15.</param>
/// <param name="Id">The id of the task.</param>
/// <param name="EnqueuedAt">When it was sent, by the sender's clock.</param>
public readonly record struct EnvelopeHeader(
    byte Version, byte Deliveries, byte Attempts, byte Flags, byte Deferrals, TaskId Id, DateTimeOffset EnqueuedAt)
{
    /// <summary>The size in bytes.</summary>
    public const int Size = 28;

    internal const int DeliveriesOffset = 1;
    internal const int AttemptsOffset = 2;
    internal const int FlagsOffset = 3;
    internal const int IdOffset = 4;
    private const int EnqueuedAtOffset = 20;

    /// <summary>Reads the header.</summary>
    /// <returns>False where there are too few bytes or the time is no time.</returns>
    public static bool TryRead(ReadOnlySpan<byte> envelope, out EnvelopeHeader header)
    {
        header = default;
        if (envelope.Length < Size)
        {
            return false;
        }

        long at = BinaryPrimitives.ReadInt64BigEndian(envelope[EnqueuedAtOffset..]);
        if (at < 0 || at > DateTimeOffset.MaxValue.ToUnixTimeMilliseconds())
        {
            return false;
        }

        byte flags = envelope[FlagsOffset];
        header = new EnvelopeHeader(
            envelope[0],
            envelope[DeliveriesOffset],
            envelope[AttemptsOffset],
            (byte)(flags & 0x0F),
            (byte)(flags >> 4),
            new TaskId(envelope.Slice(IdOffset, TaskId.Size)),
            DateTimeOffset.FromUnixTimeMilliseconds(at));
        return true;
    }

    /// <summary>Writes the header.</summary>
    public void Write(Span<byte> destination)
    {
        destination[0] = Version;
        destination[DeliveriesOffset] = Deliveries;
        destination[AttemptsOffset] = Attempts;
        destination[FlagsOffset] = (byte)(Flags | (Deferrals << 4));
        Id.CopyTo(destination[IdOffset..]);
        BinaryPrimitives.WriteInt64BigEndian(destination[EnqueuedAtOffset..], EnqueuedAt.ToUnixTimeMilliseconds());
    }
}
