using System.Buffers.Binary;
using System.Collections;
using System.Globalization;
using System.Numerics;

namespace TypedTasks.Serialization;

// Whole numbers take the shortest form that holds the value, whatever the C# type: so does every MessagePack library.
public ref partial struct PayloadWriter
{
    /// <summary>Writes true or false.</summary>
    public void Write(bool value) => writer.Write(value);

    /// <summary>Writes a whole number.</summary>
    public void Write(byte value) => writer.Write(value);

    /// <summary>Writes a whole number.</summary>
    public void Write(sbyte value) => writer.Write(value);

    /// <summary>Writes a whole number.</summary>
    public void Write(short value) => writer.Write(value);

    /// <summary>Writes a whole number.</summary>
    public void Write(ushort value) => writer.Write(value);

    /// <summary>Writes a whole number.</summary>
    public void Write(int value) => writer.Write(value);

    /// <summary>Writes a whole number.</summary>
    public void Write(uint value) => writer.Write(value);

    /// <summary>Writes a whole number.</summary>
    public void Write(long value) => writer.Write(value);

    /// <summary>Writes a whole number.</summary>
    public void Write(ulong value) => writer.Write(value);

    /// <summary>Writes a whole number.</summary>
    public void Write(nint value) => writer.Write((long)value);

    /// <summary>Writes a whole number.</summary>
    public void Write(nuint value) => writer.Write((ulong)value);

    /// <summary>Writes the code unit as a whole number, so that a lone surrogate survives.</summary>
    public void Write(char value) => writer.Write(value);

    /// <summary>Writes a float32.</summary>
    public void Write(float value) => writer.Write(value);

    /// <summary>Writes a float64.</summary>
    public void Write(double value) => writer.Write(value);

    /// <summary>Writes a float32, which holds every <see cref="Half"/>.</summary>
    public void Write(Half value) => writer.Write((float)value);

    /// <summary>Writes a str such as <c>-1.50</c>: exact, trailing zeros included.</summary>
    public void Write(decimal value)
    {
        const int longest = 31; // "-0." and 28 digits: just what a fixstr holds
        Span<byte> span = writer.GetSpan(1 + longest);
        value.TryFormat(span.Slice(1, longest), out int length, default, CultureInfo.InvariantCulture);
        span[0] = (byte)(0xA0 | length);
        writer.Advance(1 + length);
    }

    /// <summary>Writes a bin of 16 bytes, two's complement, little endian.</summary>
    public void Write(Int128 value)
    {
        writer.WriteBinHeader(16);
        BinaryPrimitives.WriteInt128LittleEndian(writer.GetSpan(16), value);
        writer.Advance(16);
    }

    /// <summary>Writes a bin of 16 bytes, little endian.</summary>
    public void Write(UInt128 value)
    {
        writer.WriteBinHeader(16);
        BinaryPrimitives.WriteUInt128LittleEndian(writer.GetSpan(16), value);
        writer.Advance(16);
    }

    /// <summary>Writes a bin of as many bytes as it needs, two's complement, little endian.</summary>
    public void Write(BigInteger value)
    {
        int length = value.GetByteCount();
        writer.WriteBinHeader(length);
        value.TryWriteBytes(writer.GetSpan(length), out _);
        writer.Advance(length);
    }

    /// <summary>Writes an array of two float64: the real part and the imaginary one.</summary>
    public void Write(Complex value)
    {
        writer.WriteArrayHeader(2);
        writer.Write(value.Real);
        writer.Write(value.Imaginary);
    }

    /// <summary>Writes an array of true and false, or nil.</summary>
    public void Write(BitArray? value)
    {
        if (value is null)
        {
            writer.WriteNil();
            return;
        }

        writer.WriteArrayHeader(value.Length);
        for (int i = 0; i < value.Length; i++)
        {
            writer.Write(value[i]);
        }
    }
}
