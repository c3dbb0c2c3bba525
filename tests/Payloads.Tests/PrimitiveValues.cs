using System.Buffers;
using System.Collections;
using System.Collections.Concurrent;
using System.Numerics;
using System.Text;

namespace TypedTasks.Payloads.Tests;

/// <summary>Boundary and random values of the primitive types.</summary>
public static class PrimitiveValues
{
    private static readonly string[] Texts =
    [
        "", "a", "locale", "Grüße", "日本語", "🚀", "e\u0301", "\0", "\"\\\n\t", " ", "%20", new string('x', 31), new string('x', 32),
        new string('y', 255), new string('y', 256), new string('ü', 40_000),
    ];

    private static readonly string[] Uris =
    [
        "https://example.org/", "https://example.org/a%20b?q=1#f", "http://user@host:8080/x y", "../relative/path", "urn:isbn:0451450523", "", "mailto:a@b.c", "file:///tmp/ä",
    ];

    private static readonly decimal[] Decimals =
    [
        0m, 0.0m, 1.50m, -1.50m, decimal.MaxValue, decimal.MinValue, 0.0000000000000000000000000001m, -0.0000000000000000000000000001m, decimal.MinusOne, -7.9228162514264337593543950335m,
    ];

    // By type and whether large ones are wanted: asked for with each value of each member of each object.
    private static readonly ConcurrentDictionary<(Type Type, bool Large), object[]> Known = [];

    /// <summary>The values where forms change, and the ends.</summary>
    public static IEnumerable<object?> Boundaries(Type type)
    {
        if (type == typeof(string))
        {
            return [null, .. Texts];
        }

        if (type == typeof(Uri))
        {
            return [null, .. Uris.Select(text => new Uri(text, UriKind.RelativeOrAbsolute))];
        }

        if (type == typeof(Version))
        {
            return [null, new Version(0, 0), new Version(1, 2), new Version(1, 2, 3), new Version(int.MaxValue, 0, 0, int.MaxValue)];
        }

        if (type == typeof(byte[]))
        {
            return [null, .. Sizes.Select(size => new byte[size])];
        }

        if (type == typeof(Memory<byte>))
        {
            return Sizes.Select(size => (object)new Memory<byte>(new byte[size]));
        }

        if (type == typeof(ArraySegment<byte>))
        {
            return [default(ArraySegment<byte>), .. Sizes.Select(size => (object)new ArraySegment<byte>(new byte[size + 2], 1, size))];
        }

        if (type == typeof(ReadOnlySequence<byte>))
        {
            return [default(ReadOnlySequence<byte>), .. Sizes.Select(size => (object)new ReadOnlySequence<byte>(new byte[size]))];
        }

        if (type == typeof(StringBuilder))
        {
            return [null, .. Texts.Select(text => new StringBuilder(text))];
        }

        if (type == typeof(BitArray))
        {
            return [null, .. new[] { 0, 1, 15, 16, 300 }.Select(size => new BitArray(size, size % 2 == 1))];
        }

        if (type == typeof(ReadOnlyMemory<byte>))
        {
            return Sizes.Select(size => (object)new ReadOnlyMemory<byte>(new byte[size]));
        }

        return type switch
        {
            _ when type == typeof(bool) => [true, false],
            _ when type == typeof(float) => [0f, -0f, 1f, float.MinValue, float.MaxValue, float.Epsilon, float.NaN, float.PositiveInfinity, float.NegativeInfinity],
            _ when type == typeof(double) => [0d, -0d, 1d, double.MinValue, double.MaxValue, double.Epsilon, double.NaN, double.PositiveInfinity, double.NegativeInfinity],
            _ when type == typeof(Half) => [(Half)0, Half.NegativeZero, Half.MinValue, Half.MaxValue, Half.Epsilon, Half.NaN, Half.PositiveInfinity, Half.NegativeInfinity],
            _ when type == typeof(Complex) => [Complex.Zero, Complex.ImaginaryOne, Complex.NaN, Complex.Infinity, new Complex(-0d, double.MaxValue)],
            _ when type == typeof(decimal) => Decimals.Cast<object>(),
            _ when type == typeof(Guid) => [Guid.Empty, Guid.AllBitsSet, new Guid("01234567-89ab-cdef-0123-456789abcdef")],
            _ when type == typeof(DateTime) => Moments.Cast<object>(),
            _ when type == typeof(DateTimeOffset) => Offsets(),
            _ when type == typeof(DateOnly) => [DateOnly.MinValue, DateOnly.MaxValue, new DateOnly(1970, 1, 1), new DateOnly(2024, 2, 29)],
            _ when type == typeof(TimeOnly) => [TimeOnly.MinValue, TimeOnly.MaxValue, new TimeOnly(12, 0)],
            _ when type == typeof(TimeSpan) => [TimeSpan.Zero, TimeSpan.MinValue, TimeSpan.MaxValue, TimeSpan.FromTicks(-1), TimeSpan.FromHours(1)],
            _ => Integers(type),
        };
    }

    public static bool TryMake(Type type, Random random, int size, out object? value)
    {
        object[] boundaries = Known.GetOrAdd(
            (type, size >= LargeFrom), static of => [.. Boundaries(of.Type).OfType<object>().Where(one => of.Large || !IsLarge(one))]);
        value = boundaries.Length == 0 ? null : Random(type, random, size) is { } chance && random.Next(3) > 0 ? chance : boundaries[random.Next(boundaries.Length)];
        return boundaries.Length > 0;
    }

    /// <summary>From this size on a value may be thousands of bytes.</summary>
    public const int LargeFrom = 5;

    private static bool IsLarge(object value) => value switch
    {
        string text => text.Length > 300,
        byte[] bytes => bytes.Length > 300,
        StringBuilder text => text.Length > 300,
        ArraySegment<byte> bytes => bytes.Count > 300,
        ReadOnlySequence<byte> bytes => bytes.Length > 300,
        Memory<byte> bytes => bytes.Length > 300,
        ReadOnlyMemory<byte> bytes => bytes.Length > 300,
        BigInteger number => number.GetByteCount() > 40,
        _ => false,
    };

    private static readonly int[] Sizes = [0, 1, 31, 32, 255, 256, 65_535, 65_536];

    private static readonly DateTime[] Moments =
    [
        DateTime.UnixEpoch, DateTime.UnixEpoch.AddTicks(1), DateTime.UnixEpoch.AddTicks(-1), DateTime.UnixEpoch.AddSeconds(uint.MaxValue), DateTime.UnixEpoch.AddSeconds(1L + uint.MaxValue),
        DateTime.UnixEpoch.AddSeconds((1L << 34) - 1), DateTime.UnixEpoch.AddSeconds(1L << 34), new(2026, 11, 22, 12, 30, 45, 123, DateTimeKind.Utc), new(0, DateTimeKind.Utc), new(DateTime.MaxValue.Ticks, DateTimeKind.Utc),
    ];

    private static IEnumerable<object> Offsets() =>
    [
        DateTimeOffset.UnixEpoch, DateTimeOffset.MinValue, DateTimeOffset.MaxValue,
        .. new[] { -14 * 60, -90, -1, 1, 330, 14 * 60 }.Select(minutes => new DateTimeOffset(2026, 11, 22, 12, 30, 45, TimeSpan.FromMinutes(minutes))),
    ];

    private static IEnumerable<object?> Integers(Type type)
    {
        BigInteger[] edges =
        [
            0, 1, -1, -32, -33, 127, 128, -128, -129, 255, 256, short.MaxValue, short.MinValue, ushort.MaxValue, 65_536, int.MaxValue, int.MinValue, uint.MaxValue,
            1L + uint.MaxValue, long.MaxValue, long.MinValue, ulong.MaxValue, (BigInteger)Int128.MaxValue, (BigInteger)Int128.MinValue, (BigInteger)UInt128.MaxValue, BigInteger.Pow(7, 900),
        ];
        return edges.Select(edge => Narrow(type, edge)).Where(fits => fits is not null);
    }

    private static object? Narrow(Type type, BigInteger value) => type switch
    {
        _ when type == typeof(byte) => Fit<byte>(value),
        _ when type == typeof(sbyte) => Fit<sbyte>(value),
        _ when type == typeof(short) => Fit<short>(value),
        _ when type == typeof(ushort) => Fit<ushort>(value),
        _ when type == typeof(int) => Fit<int>(value),
        _ when type == typeof(uint) => Fit<uint>(value),
        _ when type == typeof(long) => Fit<long>(value),
        _ when type == typeof(ulong) => Fit<ulong>(value),
        _ when type == typeof(nint) => Fit<nint>(value),
        _ when type == typeof(nuint) => Fit<nuint>(value),
        _ when type == typeof(char) => Fit<ushort>(value) is { } code ? (char)(ushort)code : null,
        _ when type == typeof(Int128) => Fit<Int128>(value),
        _ when type == typeof(UInt128) => Fit<UInt128>(value),
        _ when type == typeof(BigInteger) => value,
        _ => null,
    };

    private static object? Fit<T>(BigInteger value)
        where T : struct, IBinaryInteger<T>, IMinMaxValue<T> =>
        value >= BigInteger.CreateChecked(T.MinValue) && value <= BigInteger.CreateChecked(T.MaxValue) ? T.CreateChecked(value) : null;

    private static object? Random(Type type, Random random, int size)
    {
        if (type == typeof(byte[]))
        {
            return RandomBytes(random, size * 16);
        }

        return type switch
        {
            _ when type == typeof(bool) => random.Next(2) == 0,
            _ when type == typeof(float) => BitConverter.Int32BitsToSingle((int)random.NextInt64()),
            _ when type == typeof(double) => BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue)),
            _ when type == typeof(Half) => BitConverter.UInt16BitsToHalf((ushort)random.Next(65_536)),
            _ when type == typeof(decimal) => new decimal(random.Next(), random.Next(), random.Next(), random.Next(2) == 0, (byte)random.Next(29)),
            _ when type == typeof(string) => RandomText(random, size),
            _ when type == typeof(Guid) => new Guid(RandomBytes(random, 16, exactly: true)),
            _ when type == typeof(Uri) => new Uri("https://example.org/" + Uri.EscapeDataString(RandomText(random, size))),
            _ when type == typeof(Version) => new Version(random.Next(), random.Next(), random.Next(), random.Next()),
            _ when type == typeof(Memory<byte>) => new Memory<byte>(RandomBytes(random, size * 16)),
            _ when type == typeof(ReadOnlyMemory<byte>) => new ReadOnlyMemory<byte>(RandomBytes(random, size * 16)),
            _ when type == typeof(ArraySegment<byte>) => new ArraySegment<byte>(RandomBytes(random, size * 16)),
            _ when type == typeof(ReadOnlySequence<byte>) => new ReadOnlySequence<byte>(RandomBytes(random, size * 16)),
            _ when type == typeof(StringBuilder) => new StringBuilder(RandomText(random, size)),
            _ when type == typeof(BitArray) => new BitArray(RandomBytes(random, size)),
            _ when type == typeof(Complex) => new Complex(random.NextDouble(), random.Next()),
            _ when type == typeof(DateTime) => new DateTime(random.NextInt64(DateTime.MaxValue.Ticks), DateTimeKind.Utc),
            _ when type == typeof(DateTimeOffset) => new DateTimeOffset(random.NextInt64(TimeSpan.TicksPerDay, DateTime.MaxValue.Ticks - TimeSpan.TicksPerDay), TimeSpan.FromMinutes(random.Next(-840, 841))),
            _ when type == typeof(DateOnly) => DateOnly.FromDayNumber(random.Next(DateOnly.MaxValue.DayNumber)),
            _ when type == typeof(TimeOnly) => new TimeOnly(random.NextInt64(TimeSpan.TicksPerDay)),
            _ when type == typeof(TimeSpan) => new TimeSpan(random.NextInt64(long.MinValue, long.MaxValue)),
            _ => RandomInteger(type, random),
        };
    }

    // Any width is as likely as any other, so that every form is met.
    private static object? RandomInteger(Type type, Random random)
    {
        var bytes = RandomBytes(random, 1 + random.Next(17), exactly: true);
        var wide = new BigInteger(bytes);
        return Narrow(type, wide) ?? Narrow(type, random.Next(128));
    }

    private static byte[] RandomBytes(Random random, int size, bool exactly = false)
    {
        var bytes = new byte[exactly ? size : random.Next(Math.Max(size, 0) + 1)];
        random.NextBytes(bytes);
        return bytes;
    }

    private static string RandomText(Random random, int size)
    {
        const string alphabet = "abcXYZ019 _-./ßéЖ漢字";
        return string.Concat(Enumerable.Range(0, random.Next((Math.Max(size, 0) * 6) + 1)).Select(_ => alphabet[random.Next(alphabet.Length)]));
    }
}
