using System.Buffers;
using System.Collections;
using System.Numerics;
using System.Text;
using TypedTasks.Payloads.Tests.Primitives;

namespace TypedTasks.Payloads.Tests.WireFormat;

/// <summary>The rows of docs/wire-format.md whose types PayloadWriter knows by itself.</summary>
public static class PrimitiveSamples
{
    public static IEnumerable<Sample> All =>
    [
        Of("bool", "true", true),
        Of("byte", "200", (byte)200),
        Of("sbyte", "-100", (sbyte)-100),
        Of("short", "-300", (short)-300),
        Of("ushort", "40000", (ushort)40_000),
        Of("int", "42", 42),
        Of("int", "-70000", -70_000),
        Of("uint", "3000000000", 3_000_000_000),
        Of("long", "9007199254740993", 9_007_199_254_740_993),
        Of("ulong", "18446744073709551615", ulong.MaxValue),
        Of("nint", "-5", (nint)(-5)),
        Of("nuint", "5", (nuint)5),
        Of("char", "'é'", 'é'),
        Of("float", "1.5", 1.5f),
        Of("double", "0.1", 0.1),
        Of("Half", "0.25", (Half)0.25),
        Of("decimal", "-1.50", -1.50m),
        Of("Int128", "-2", (Int128)(-2)),
        Of("UInt128", "2^64", (UInt128)1 << 64),
        Of("BigInteger", "-300", new BigInteger(-300)),
        Of("Complex", "1 + 2.5i", new Complex(1, 2.5)),
        Of("string", "\"Grüße\"", (string?)"Grüße"),
        Of("string?", "null", (string?)null),
        Of("Guid", "01234567-89ab-cdef-0123-456789abcdef", new Guid("01234567-89ab-cdef-0123-456789abcdef")),
        Of("Uri", "https://example.org/a b", (Uri?)new Uri("https://example.org/a b")),
        Of("Version", "1.2.3", (Version?)new Version(1, 2, 3)),
        Of("byte[]", "[1, 2, 255]", (byte[]?)[1, 2, 255]),
        Of("ReadOnlyMemory<byte>", "[1, 2]", new ReadOnlyMemory<byte>([1, 2])),
        Of("Memory<byte>", "[]", new Memory<byte>([])),
        Of("ReadOnlySequence<byte>", "[1, 2]", new ReadOnlySequence<byte>([1, 2])),
        Of("ArraySegment<byte>", "[1, 2]", new ArraySegment<byte>([0, 1, 2, 3], 1, 2)),
        Of("ArraySegment<byte>", "default", default(ArraySegment<byte>)),
        Of("StringBuilder", "\"Grüße\"", (StringBuilder?)new StringBuilder("Grüße")),
        Of("BitArray", "true, false", (BitArray?)new BitArray([true, false])),
        Of("DateTime", "2026-11-22T12:30:45Z", new DateTime(2026, 11, 22, 12, 30, 45, DateTimeKind.Utc)),
        Of("DateTime", "2026-11-22T12:30:45.5Z", new DateTime(2026, 11, 22, 12, 30, 45, 500, DateTimeKind.Utc)),
        Of("DateTime", "1969-12-31T23:59:59Z", new DateTime(1969, 12, 31, 23, 59, 59, DateTimeKind.Utc)),
        Of("DateTimeOffset", "2026-11-22T12:30:45+02:00", new DateTimeOffset(2026, 11, 22, 12, 30, 45, TimeSpan.FromHours(2))),
        Of("DateOnly", "2026-11-22", new DateOnly(2026, 11, 22)),
        Of("TimeOnly", "12:30:45", new TimeOnly(12, 30, 45)),
        Of("TimeSpan", "-00:00:01.5", TimeSpan.FromMilliseconds(-1500)),
    ];

    private static Sample Of<T>(string type, string value, T sample)
    {
        Primitive<T> primitive = AllPrimitives.Of<T>();
        return new Sample(type, value, primitive.Write(sample), bytes => DeepEquality.Same(sample, primitive.Read(bytes)));
    }
}
