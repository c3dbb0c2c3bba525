using System.Buffers.Binary;
using MessagePack;

namespace TypedTasks.Serialization;

// The heads of MessagePack, read straight from the bytes. Each method steps over what it returns; where it returns false, nothing was
// there that it could take, and the caller says what it expected.
public ref partial struct PayloadReader
{
    // At the end that byte which is no MessagePack.
    private readonly byte NextCode => (uint)position < (uint)payload.Length ? payload[position] : MessagePackCode.NeverUsed;

    private bool TryStepOverNil()
    {
        if (NextCode != MessagePackCode.Nil)
        {
            return false;
        }

        position++;
        return true;
    }

    private bool TryReadStr(out ReadOnlySpan<byte> utf8)
    {
        byte code = NextCode;
        switch (code)
        {
            case >= MessagePackCode.MinFixStr and <= MessagePackCode.MaxFixStr:
                return TryTake(1, code & 0x1F, out utf8);
            case MessagePackCode.Str8:
                return TryTakeSized(1, 0, out utf8);
            case MessagePackCode.Str16:
                return TryTakeSized(2, 0, out utf8);
            case MessagePackCode.Str32:
                return TryTakeSized(4, 0, out utf8);
            default:
                utf8 = default;
                return false;
        }
    }

    // A str too, in the three forms that there were before bin.
    private bool TryReadBin(out ReadOnlySpan<byte> bytes)
    {
        byte code = NextCode;
        switch (code)
        {
            case MessagePackCode.Bin8:
                return TryTakeSized(1, 0, out bytes);
            case MessagePackCode.Bin16:
                return TryTakeSized(2, 0, out bytes);
            case MessagePackCode.Bin32:
                return TryTakeSized(4, 0, out bytes);
            case MessagePackCode.Str8:
                bytes = default;
                return false;
            default:
                return TryReadStr(out bytes);
        }
    }

    // The first of the bytes is the type of the extension, its data follows.
    private bool TryReadExt(out ReadOnlySpan<byte> typeAndData)
    {
        byte code = NextCode;
        switch (code)
        {
            case >= MessagePackCode.FixExt1 and <= MessagePackCode.FixExt16:
                return TryTake(1, 1 + (1 << (code - MessagePackCode.FixExt1)), out typeAndData);
            case MessagePackCode.Ext8:
                return TryTakeSized(1, 1, out typeAndData);
            case MessagePackCode.Ext16:
                return TryTakeSized(2, 1, out typeAndData);
            case MessagePackCode.Ext32:
                return TryTakeSized(4, 1, out typeAndData);
            default:
                typeAndData = default;
                return false;
        }
    }

    // Bytes behind a head that names their length, in a number of the given width; `more` than that number belong to them.
    private bool TryTakeSized(int width, int more, out ReadOnlySpan<byte> bytes)
    {
        if (TryPeekLength(width, out uint length) && length <= int.MaxValue - 1)
        {
            return TryTake(1 + width, (int)length + more, out bytes);
        }

        bytes = default;
        return false;
    }

    private bool TryTake(int head, int length, out ReadOnlySpan<byte> bytes)
    {
        if (length > Remaining - head)
        {
            bytes = default;
            return false;
        }

        bytes = payload.Slice(position + head, length);
        position += head + length;
        return true;
    }

    // The length or count in the bytes that follow the first one.
    private readonly bool TryPeekLength(int width, out uint length)
    {
        if (Remaining <= width)
        {
            length = 0;
            return false;
        }

        ReadOnlySpan<byte> bytes = payload.Slice(position + 1, width);
        length = width switch
        {
            1 => bytes[0],
            2 => BinaryPrimitives.ReadUInt16BigEndian(bytes),
            _ => BinaryPrimitives.ReadUInt32BigEndian(bytes),
        };
        return true;
    }
}
