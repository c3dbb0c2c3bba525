using System.Buffers.Binary;
using System.Collections;
using System.Numerics;
using MessagePack;

namespace TypedTasks.Serialization;

public ref partial struct PayloadReader
{
    /// <summary>Reads true or false.</summary>
    /// <exception cref="PayloadException">It is not next.</exception>
    public bool ReadBoolean()
    {
        byte code = NextCode;
        if (code is not (MessagePackCode.True or MessagePackCode.False))
        {
            throw Unreadable("true or false", position);
        }

        position++;
        return code == MessagePackCode.True;
    }

    /// <summary>Reads a whole number.</summary>
    /// <exception cref="PayloadException">It is not next, or does not fit.</exception>
    public byte ReadByte() => (byte)ReadWhole(byte.MinValue, byte.MaxValue, "a whole number of 0 to 255");

    /// <summary>Reads a whole number.</summary>
    /// <exception cref="PayloadException">It is not next, or does not fit.</exception>
    public sbyte ReadSByte() => (sbyte)ReadWhole(sbyte.MinValue, sbyte.MaxValue, "a whole number of -128 to 127");

    /// <summary>Reads a whole number.</summary>
    /// <exception cref="PayloadException">It is not next, or does not fit.</exception>
    public short ReadInt16() => (short)ReadWhole(short.MinValue, short.MaxValue, "a whole number of 16 bits");

    /// <summary>Reads a whole number.</summary>
    /// <exception cref="PayloadException">It is not next, or does not fit.</exception>
    public ushort ReadUInt16() => (ushort)ReadWhole(ushort.MinValue, ushort.MaxValue, "a whole number of 16 bits without sign");

    /// <summary>Reads a whole number.</summary>
    /// <exception cref="PayloadException">It is not next, or does not fit.</exception>
    public int ReadInt32() => (int)ReadWhole(int.MinValue, int.MaxValue, "a whole number of 32 bits");

    /// <summary>Reads a whole number.</summary>
    /// <exception cref="PayloadException">It is not next, or does not fit.</exception>
    public uint ReadUInt32() => (uint)ReadWhole(uint.MinValue, uint.MaxValue, "a whole number of 32 bits without sign");

    /// <summary>Reads a whole number.</summary>
    /// <exception cref="PayloadException">It is not next, or does not fit.</exception>
    public long ReadInt64() => ReadWhole(long.MinValue, long.MaxValue, "a whole number of 64 bits");

    /// <summary>Reads a whole number.</summary>
    /// <exception cref="PayloadException">It is not next, or does not fit.</exception>
    public ulong ReadUInt64() => ReadWithoutSign(ulong.MaxValue, "a whole number of 64 bits without sign");

    /// <summary>Reads a whole number.</summary>
    /// <exception cref="PayloadException">It is not next, or does not fit.</exception>
    public nint ReadIntPtr() => (nint)ReadWhole(nint.MinValue, nint.MaxValue, "a whole number of this process's pointer size");

    /// <summary>Reads a whole number.</summary>
    /// <exception cref="PayloadException">It is not next, or does not fit.</exception>
    public nuint ReadUIntPtr() => (nuint)ReadWithoutSign(nuint.MaxValue, "a whole number of this process's pointer size without sign");

    /// <summary>Reads a code unit as a whole number.</summary>
    /// <exception cref="PayloadException">It is not next, or does not fit.</exception>
    public char ReadChar() => (char)ReadWhole(char.MinValue, char.MaxValue, "a code unit of 0 to 65535");

    /// <summary>Reads a float32, or any other number as the nearest one.</summary>
    /// <exception cref="PayloadException">It is not next.</exception>
    public float ReadSingle()
    {
        int at = position;
        return NextCode switch
        {
            MessagePackCode.Float32 when TryTake(1, sizeof(float), out ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadSingleBigEndian(bytes),
            MessagePackCode.Float64 when TryTake(1, sizeof(double), out ReadOnlySpan<byte> bytes) => (float)BinaryPrimitives.ReadDoubleBigEndian(bytes),
            _ when TryReadWhole(out long value, out bool isAbove) => isAbove ? (ulong)value : value,
            _ => throw Unreadable("a number", at),
        };
    }

    /// <summary>Reads a float64, or any other number as the nearest one.</summary>
    /// <exception cref="PayloadException">It is not next.</exception>
    public double ReadDouble()
    {
        int at = position;
        return NextCode switch
        {
            MessagePackCode.Float64 when TryTake(1, sizeof(double), out ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadDoubleBigEndian(bytes),
            MessagePackCode.Float32 when TryTake(1, sizeof(float), out ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadSingleBigEndian(bytes),
            _ when TryReadWhole(out long value, out bool isAbove) => isAbove ? (ulong)value : value,
            _ => throw Unreadable("a number", at),
        };
    }

    /// <summary>Reads a float32, or any other number, as the nearest <see cref="Half"/>.</summary>
    /// <exception cref="PayloadException">It is not next.</exception>
    public Half ReadHalf() => (Half)ReadSingle();

    /// <summary>Reads a str such as <c>-1.50</c> or <c>1.5E+3</c>.</summary>
    /// <exception cref="PayloadException">It is not next, or does not fit.</exception>
    public decimal ReadDecimal()
    {
        const string expected = "a decimal as str";
        int at = position;
        return TryReadUtf8(expected, out ReadOnlySpan<byte> utf8) && DecimalText.TryParse(utf8, out decimal value) ? value : throw Unreadable(expected, at);
    }

    /// <summary>Reads a bin of 16 bytes, two's complement, little endian.</summary>
    /// <exception cref="PayloadException">It is not next.</exception>
    public Int128 ReadInt128()
    {
        const string expected = "an Int128 as bin of 16 bytes";
        int at = position;
        return TryReadBytes(expected, out ReadOnlySpan<byte> bytes) && bytes.Length == 16
            ? BinaryPrimitives.ReadInt128LittleEndian(bytes)
            : throw Unreadable(expected, at);
    }

    /// <summary>Reads a bin of 16 bytes, little endian.</summary>
    /// <exception cref="PayloadException">It is not next.</exception>
    public UInt128 ReadUInt128()
    {
        const string expected = "a UInt128 as bin of 16 bytes";
        int at = position;
        return TryReadBytes(expected, out ReadOnlySpan<byte> bytes) && bytes.Length == 16
            ? BinaryPrimitives.ReadUInt128LittleEndian(bytes)
            : throw Unreadable(expected, at);
    }

    /// <summary>Reads a bin, two's complement, little endian.</summary>
    /// <exception cref="PayloadException">It is not next.</exception>
    public BigInteger ReadBigInteger()
    {
        const string expected = "a BigInteger as bin";
        int at = position;
        return TryReadBytes(expected, out ReadOnlySpan<byte> bytes) ? new BigInteger(bytes) : throw Unreadable(expected, at);
    }

    /// <summary>Reads an array of two numbers: the real part and the imaginary one.</summary>
    /// <exception cref="PayloadException">It is not next.</exception>
    public Complex ReadComplex()
    {
        ReadArrayHeaderOf(2);
        double real = ReadDouble();
        return new Complex(real, ReadDouble());
    }

    /// <summary>Reads an array of true and false, or nil as null.</summary>
    /// <exception cref="PayloadException">Neither is next.</exception>
    public BitArray? ReadBitArray()
    {
        if (TryReadNil())
        {
            return null;
        }

        // A bit takes a byte on the wire and an eighth here: its count is backed by the bytes that follow.
        var value = new BitArray(ReadArrayHeader());
        for (int i = 0; i < value.Length; i++)
        {
            value[i] = ReadBoolean();
        }

        return value;
    }
}
