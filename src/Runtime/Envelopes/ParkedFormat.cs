using System.Buffers.Binary;
using System.Text;

namespace TypedTasks.Envelopes;

/// <summary>
/// A scheduled or buried task as a broker keeps it by id: where it goes when it becomes ready, why it is not, and its bytes.
/// Simple enough for Lua.
/// </summary>
/// <remarks>
/// <code>
/// bytes  field
///     1  length of the lane
///     n  lane, "queue:band" in ASCII
///     2  length of the failure, big endian
///     m  failure (FailureFormat), opaque to Lua
///     *  envelope
/// </code>
/// </remarks>
public static class ParkedFormat
{
    /// <summary>The longest failure that is kept, in bytes; a longer one is left out.</summary>
    public const int MaxFailure = ushort.MaxValue;

    /// <summary>Writes it.</summary>
    public static byte[] Write(string lane, ReadOnlySpan<byte> failure, ReadOnlySpan<byte> envelope)
    {
        ArgumentNullException.ThrowIfNull(lane);
        if (failure.Length > MaxFailure)
        {
            failure = default;
        }

        var bytes = new byte[3 + lane.Length + failure.Length + envelope.Length];
        bytes[0] = checked((byte)lane.Length);
        int at = 1 + Encoding.ASCII.GetBytes(lane, bytes.AsSpan(1));
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(at), (ushort)failure.Length);
        failure.CopyTo(bytes.AsSpan(at + 2));
        envelope.CopyTo(bytes.AsSpan(at + 2 + failure.Length));
        return bytes;
    }

    /// <summary>Reads it.</summary>
    /// <returns>False where the bytes are no such record.</returns>
    public static bool TryRead(ReadOnlyMemory<byte> bytes, out string lane, out ReadOnlyMemory<byte> failure, out ReadOnlyMemory<byte> envelope)
    {
        (lane, failure, envelope) = (string.Empty, default, default);
        ReadOnlySpan<byte> span = bytes.Span;
        if (span.Length < 3 || span.Length < 3 + span[0])
        {
            return false;
        }

        int at = 1 + span[0];
        int length = BinaryPrimitives.ReadUInt16BigEndian(span[at..]);
        if (span.Length < at + 2 + length)
        {
            return false;
        }

        lane = Encoding.ASCII.GetString(span[1..at]);
        failure = bytes.Slice(at + 2, length);
        envelope = bytes[(at + 2 + length)..];
        return true;
    }
}
