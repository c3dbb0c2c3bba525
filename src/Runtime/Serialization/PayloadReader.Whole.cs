using System.Buffers.Binary;
using MessagePack;

namespace TypedTasks.Serialization;

// Whole numbers in any of their ten forms: which one it is says nothing about the type that was written.
public ref partial struct PayloadReader
{
    private long ReadWhole(long least, long most, string expected)
    {
        int at = position;
        return TryReadWhole(least, most, out long value) ? value : throw Unreadable(expected, at);
    }

    private ulong ReadWithoutSign(ulong most, string expected)
    {
        int at = position;
        return TryReadWhole(out long value, out bool isAbove) && (isAbove || value >= 0) && (ulong)value <= most ? (ulong)value : throw Unreadable(expected, at);
    }

    private bool TryReadWhole(long least, long most, out long value) =>
        TryReadWhole(out value, out bool isAbove) && !isAbove && value >= least && value <= most;

    // A number above those of a long comes as the long of the same bits.
    private bool TryReadWhole(out long value, out bool isAbove)
    {
        isAbove = false;
        byte code = NextCode;
        if (code is <= MessagePackCode.MaxFixInt or >= MessagePackCode.MinNegativeFixInt)
        {
            value = (sbyte)code;
            position++;
            return true;
        }

        int width = code switch
        {
            MessagePackCode.UInt8 or MessagePackCode.Int8 => 1,
            MessagePackCode.UInt16 or MessagePackCode.Int16 => 2,
            MessagePackCode.UInt32 or MessagePackCode.Int32 => 4,
            MessagePackCode.UInt64 or MessagePackCode.Int64 => 8,
            _ => int.MaxValue - 1,
        };
        if (!TryTake(1, width, out ReadOnlySpan<byte> bytes))
        {
            value = 0;
            return false;
        }

        value = code switch
        {
            MessagePackCode.UInt8 => bytes[0],
            MessagePackCode.UInt16 => BinaryPrimitives.ReadUInt16BigEndian(bytes),
            MessagePackCode.UInt32 => BinaryPrimitives.ReadUInt32BigEndian(bytes),
            MessagePackCode.Int8 => (sbyte)bytes[0],
            MessagePackCode.Int16 => BinaryPrimitives.ReadInt16BigEndian(bytes),
            MessagePackCode.Int32 => BinaryPrimitives.ReadInt32BigEndian(bytes),
            _ => BinaryPrimitives.ReadInt64BigEndian(bytes),
        };
        isAbove = code == MessagePackCode.UInt64 && value < 0;
        return true;
    }
}
