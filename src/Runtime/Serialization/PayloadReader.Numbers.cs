using System.Buffers.Binary;
using System.Collections;
using System.Globalization;
using System.Numerics;

namespace TypedTasks.Serialization;

public ref partial struct PayloadReader
{
    /// <summary>Reads true or false.</summary>
    /// <exception cref="PayloadException">It is not next.</exception>
    public bool ReadBoolean()
    {
        long at = Position;
        try
        {
            return reader.ReadBoolean();
        }
        catch (Exception error) when (IsMalformed(error))
        {
            throw Unreadable("true or false", at, error);
        }
    }

    /// <summary>Reads a whole number.</summary>
    /// <exception cref="PayloadException">It is not next, or does not fit.</exception>
    public byte ReadByte()
    {
        long at = Position;
        try
        {
            return reader.ReadByte();
        }
        catch (Exception error) when (IsMalformed(error))
        {
            throw Unreadable("a whole number of 0 to 255", at, error);
        }
    }

    /// <summary>Reads a whole number.</summary>
    /// <exception cref="PayloadException">It is not next, or does not fit.</exception>
    public sbyte ReadSByte()
    {
        long at = Position;
        try
        {
            return reader.ReadSByte();
        }
        catch (Exception error) when (IsMalformed(error))
        {
            throw Unreadable("a whole number of -128 to 127", at, error);
        }
    }

    /// <summary>Reads a whole number.</summary>
    /// <exception cref="PayloadException">It is not next, or does not fit.</exception>
    public short ReadInt16()
    {
        long at = Position;
        try
        {
            return reader.ReadInt16();
        }
        catch (Exception error) when (IsMalformed(error))
        {
            throw Unreadable("a whole number of 16 bits", at, error);
        }
    }

    /// <summary>Reads a whole number.</summary>
    /// <exception cref="PayloadException">It is not next, or does not fit.</exception>
    public ushort ReadUInt16()
    {
        long at = Position;
        try
        {
            return reader.ReadUInt16();
        }
        catch (Exception error) when (IsMalformed(error))
        {
            throw Unreadable("a whole number of 16 bits without sign", at, error);
        }
    }

    /// <summary>Reads a whole number.</summary>
    /// <exception cref="PayloadException">It is not next, or does not fit.</exception>
    public int ReadInt32()
    {
        long at = Position;
        try
        {
            return reader.ReadInt32();
        }
        catch (Exception error) when (IsMalformed(error))
        {
            throw Unreadable("a whole number of 32 bits", at, error);
        }
    }

    /// <summary>Reads a whole number.</summary>
    /// <exception cref="PayloadException">It is not next, or does not fit.</exception>
    public uint ReadUInt32()
    {
        long at = Position;
        try
        {
            return reader.ReadUInt32();
        }
        catch (Exception error) when (IsMalformed(error))
        {
            throw Unreadable("a whole number of 32 bits without sign", at, error);
        }
    }

    /// <summary>Reads a whole number.</summary>
    /// <exception cref="PayloadException">It is not next, or does not fit.</exception>
    public long ReadInt64()
    {
        long at = Position;
        try
        {
            return reader.ReadInt64();
        }
        catch (Exception error) when (IsMalformed(error))
        {
            throw Unreadable("a whole number of 64 bits", at, error);
        }
    }

    /// <summary>Reads a whole number.</summary>
    /// <exception cref="PayloadException">It is not next, or does not fit.</exception>
    public ulong ReadUInt64()
    {
        long at = Position;
        try
        {
            return reader.ReadUInt64();
        }
        catch (Exception error) when (IsMalformed(error))
        {
            throw Unreadable("a whole number of 64 bits without sign", at, error);
        }
    }

    /// <summary>Reads a whole number.</summary>
    /// <exception cref="PayloadException">It is not next, or does not fit.</exception>
    public nint ReadIntPtr()
    {
        long at = Position;
        try
        {
            return checked((nint)reader.ReadInt64());
        }
        catch (Exception error) when (IsMalformed(error))
        {
            throw Unreadable("a whole number of this process's pointer size", at, error);
        }
    }

    /// <summary>Reads a whole number.</summary>
    /// <exception cref="PayloadException">It is not next, or does not fit.</exception>
    public nuint ReadUIntPtr()
    {
        long at = Position;
        try
        {
            return checked((nuint)reader.ReadUInt64());
        }
        catch (Exception error) when (IsMalformed(error))
        {
            throw Unreadable("a whole number of this process's pointer size without sign", at, error);
        }
    }

    /// <summary>Reads a code unit as a whole number.</summary>
    /// <exception cref="PayloadException">It is not next, or does not fit.</exception>
    public char ReadChar()
    {
        long at = Position;
        try
        {
            return reader.ReadChar();
        }
        catch (Exception error) when (IsMalformed(error))
        {
            throw Unreadable("a code unit of 0 to 65535", at, error);
        }
    }

    /// <summary>Reads a float32, or any other number as the nearest one.</summary>
    /// <exception cref="PayloadException">It is not next.</exception>
    public float ReadSingle()
    {
        long at = Position;
        try
        {
            return reader.ReadSingle();
        }
        catch (Exception error) when (IsMalformed(error))
        {
            throw Unreadable("a number", at, error);
        }
    }

    /// <summary>Reads a float64, or any other number as the nearest one.</summary>
    /// <exception cref="PayloadException">It is not next.</exception>
    public double ReadDouble()
    {
        long at = Position;
        try
        {
            return reader.ReadDouble();
        }
        catch (Exception error) when (IsMalformed(error))
        {
            throw Unreadable("a number", at, error);
        }
    }

    /// <summary>Reads a float32, or any other number, as the nearest <see cref="Half"/>.</summary>
    /// <exception cref="PayloadException">It is not next.</exception>
    public Half ReadHalf()
    {
        long at = Position;
        try
        {
            return (Half)reader.ReadSingle();
        }
        catch (Exception error) when (IsMalformed(error))
        {
            throw Unreadable("a number", at, error);
        }
    }

    /// <summary>Reads a str such as <c>-1.50</c> or <c>1.5E+3</c>.</summary>
    /// <exception cref="PayloadException">It is not next, or does not fit.</exception>
    public decimal ReadDecimal()
    {
        const string expected = "a decimal as str";
        const NumberStyles style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        long at = Position;
        return TryReadUtf8(expected, out ReadOnlySpan<byte> utf8)
            && decimal.TryParse(utf8, style, CultureInfo.InvariantCulture, out decimal value)
            ? value
            : throw Unreadable(expected, at);
    }

    /// <summary>Reads a bin of 16 bytes, two's complement, little endian.</summary>
    /// <exception cref="PayloadException">It is not next.</exception>
    public Int128 ReadInt128()
    {
        const string expected = "an Int128 as bin of 16 bytes";
        long at = Position;
        return TryReadBytes(expected, out ReadOnlySpan<byte> bytes) && bytes.Length == 16
            ? BinaryPrimitives.ReadInt128LittleEndian(bytes)
            : throw Unreadable(expected, at);
    }

    /// <summary>Reads a bin of 16 bytes, little endian.</summary>
    /// <exception cref="PayloadException">It is not next.</exception>
    public UInt128 ReadUInt128()
    {
        const string expected = "a UInt128 as bin of 16 bytes";
        long at = Position;
        return TryReadBytes(expected, out ReadOnlySpan<byte> bytes) && bytes.Length == 16
            ? BinaryPrimitives.ReadUInt128LittleEndian(bytes)
            : throw Unreadable(expected, at);
    }

    /// <summary>Reads a bin, two's complement, little endian.</summary>
    /// <exception cref="PayloadException">It is not next.</exception>
    public BigInteger ReadBigInteger()
    {
        const string expected = "a BigInteger as bin";
        long at = Position;
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
