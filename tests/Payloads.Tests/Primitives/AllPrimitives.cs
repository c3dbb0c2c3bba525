using System.Buffers;
using System.Collections;
using System.Numerics;
using System.Text;

namespace TypedTasks.Payloads.Tests.Primitives;

/// <summary>Every type that PayloadWriter and PayloadReader know by themselves.</summary>
public static class AllPrimitives
{
    public static readonly IReadOnlyList<Primitive> List =
    [
        new Primitive<bool>((ref w, v) => w.Write(v), (ref r) => r.ReadBoolean()),
        new Primitive<byte>((ref w, v) => w.Write(v), (ref r) => r.ReadByte()),
        new Primitive<sbyte>((ref w, v) => w.Write(v), (ref r) => r.ReadSByte()),
        new Primitive<short>((ref w, v) => w.Write(v), (ref r) => r.ReadInt16()),
        new Primitive<ushort>((ref w, v) => w.Write(v), (ref r) => r.ReadUInt16()),
        new Primitive<int>((ref w, v) => w.Write(v), (ref r) => r.ReadInt32()),
        new Primitive<uint>((ref w, v) => w.Write(v), (ref r) => r.ReadUInt32()),
        new Primitive<long>((ref w, v) => w.Write(v), (ref r) => r.ReadInt64()),
        new Primitive<ulong>((ref w, v) => w.Write(v), (ref r) => r.ReadUInt64()),
        new Primitive<nint>((ref w, v) => w.Write(v), (ref r) => r.ReadIntPtr()),
        new Primitive<nuint>((ref w, v) => w.Write(v), (ref r) => r.ReadUIntPtr()),
        new Primitive<Int128>((ref w, v) => w.Write(v), (ref r) => r.ReadInt128()),
        new Primitive<UInt128>((ref w, v) => w.Write(v), (ref r) => r.ReadUInt128()),
        new Primitive<BigInteger>((ref w, v) => w.Write(v), (ref r) => r.ReadBigInteger()),
        new Primitive<char>((ref w, v) => w.Write(v), (ref r) => r.ReadChar()),
        new Primitive<Half>((ref w, v) => w.Write(v), (ref r) => r.ReadHalf()),
        new Primitive<float>((ref w, v) => w.Write(v), (ref r) => r.ReadSingle()),
        new Primitive<double>((ref w, v) => w.Write(v), (ref r) => r.ReadDouble()),
        new Primitive<decimal>((ref w, v) => w.Write(v), (ref r) => r.ReadDecimal()),
        new Primitive<string?>((ref w, v) => w.Write(v), (ref r) => r.ReadString()),
        new Primitive<Guid>((ref w, v) => w.Write(v), (ref r) => r.ReadGuid()),
        new Primitive<Uri?>((ref w, v) => w.Write(v), (ref r) => r.ReadUri()),
        new Primitive<Version?>((ref w, v) => w.Write(v), (ref r) => r.ReadVersion()),
        new Primitive<byte[]?>((ref w, v) => w.Write(v), (ref r) => r.ReadByteArray()),
        new Primitive<ReadOnlyMemory<byte>>((ref w, v) => w.Write(v), (ref r) => r.ReadMemory()),
        new Primitive<Memory<byte>>((ref w, v) => w.Write(v), (ref r) => r.ReadMemory()),
        new Primitive<ArraySegment<byte>>((ref w, v) => w.Write(v), (ref r) => r.ReadSegment()),
        new Primitive<ReadOnlySequence<byte>>((ref w, v) => w.Write(v), (ref r) => r.ReadSequence()),
        new Primitive<StringBuilder?>((ref w, v) => w.Write(v), (ref r) => r.ReadStringBuilder()),
        new Primitive<Complex>((ref w, v) => w.Write(v), (ref r) => r.ReadComplex()),
        new Primitive<BitArray?>((ref w, v) => w.Write(v), (ref r) => r.ReadBitArray()),
        new Primitive<DateTime>((ref w, v) => w.Write(v), (ref r) => r.ReadDateTime()),
        new Primitive<DateTimeOffset>((ref w, v) => w.Write(v), (ref r) => r.ReadDateTimeOffset()),
        new Primitive<DateOnly>((ref w, v) => w.Write(v), (ref r) => r.ReadDateOnly()),
        new Primitive<TimeOnly>((ref w, v) => w.Write(v), (ref r) => r.ReadTimeOnly()),
        new Primitive<TimeSpan>((ref w, v) => w.Write(v), (ref r) => r.ReadTimeSpan()),
    ];

    public static Primitive<T> Of<T>() => List.OfType<Primitive<T>>().Single();

    public static TheoryData<Primitive> Each => new(List);
}
