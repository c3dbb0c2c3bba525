using System.Buffers;
using System.Collections;
using System.Numerics;
using System.Text;

namespace TypedTasks.Payloads.Tests.Zoo;

/// <summary>Every primitive: as a parameter, nullable, in an array, and as a result.</summary>
public static partial class PrimitiveZoo
{
    [Task]
    public static void Integers(
        bool a, byte b, sbyte c, short d, ushort e, int f, uint g, long h, ulong i, nint j, nuint k, Int128 l, UInt128 m, BigInteger n, char o)
    { }

    [Task] public static void Reals(Half a, float b, double c, decimal d) { }

    [Task] public static void Times(DateTime a, DateTimeOffset b, DateOnly c, TimeOnly d, TimeSpan e) { }

    [Task] public static void Texts(string a, Guid b, Uri c, Version d, byte[] e, ReadOnlyMemory<byte> f, Memory<byte> g) { }

    [Task] public static void Rarities(ArraySegment<byte> a, ReadOnlySequence<byte> b, StringBuilder c, Complex d, BitArray e) { }

    [Task] public static void NullableRarities(ReadOnlySequence<byte>? b, StringBuilder? c, Complex? d, BitArray? e) { }

    [Task] public static void RarityArrays(ArraySegment<byte>[] a, ReadOnlySequence<byte>[] b, StringBuilder?[] c, Complex[] d, List<BitArray> e) { }

    [Task] public static void Lazies(Lazy<int> a, Lazy<bool>? b, Lazy<string> c, Lazy<List<Lazy<Guid>>> d, Lazy<(int, DateTime?)>[] e) { }

    [Task]
    public static void NullableIntegers(
        bool? a, byte? b, sbyte? c, short? d, ushort? e, int? f, uint? g, long? h, ulong? i, nint? j, nuint? k, Int128? l, UInt128? m, BigInteger? n, char? o)
    { }

    [Task] public static void NullableReals(Half? a, float? b, double? c, decimal? d) { }

    [Task] public static void NullableTimes(DateTime? a, DateTimeOffset? b, DateOnly? c, TimeOnly? d, TimeSpan? e) { }

    [Task] public static void NullableTexts(string? a, Guid? b, Uri? c, Version? d, byte[]? e, ReadOnlyMemory<byte>? f, Memory<byte>? g) { }

    [Task]
    public static void IntegerArrays(
        bool[] a, sbyte[] c, short[] d, ushort[] e, int[] f, uint[] g, long[] h, ulong[] i, nint[] j, nuint[] k, Int128[] l, UInt128[] m, BigInteger[] n, char[] o)
    { }

    [Task] public static void RealArrays(Half[] a, float[] b, double[] c, decimal[] d) { }

    [Task] public static void TimeArrays(DateTime[] a, DateTimeOffset[] b, DateOnly[] c, TimeOnly[] d, TimeSpan[] e) { }

    [Task] public static void TextArrays(string[] a, Guid[] b, Uri[] c, Version[] d, byte[][] e, ReadOnlyMemory<byte>[] f) { }

    [Task] public static void AllInOne(PrimitiveBag bag, PrimitiveBag? perhaps) { }

    public sealed class PrimitiveBag
    {
        public bool Bool { get; set; }

        public byte Byte { get; set; }

        public long Long { get; set; }

        public nint Native { get; set; }

        public char Char { get; set; }

        public Half Half { get; set; }

        public double Double { get; set; }

        public decimal Decimal { get; set; }

        public Int128 Wide { get; set; }

        public BigInteger Big { get; set; }

        public string? Text { get; set; }

        public Guid Guid { get; set; }

        public Uri? Uri { get; set; }

        public Version? Version { get; set; }

        public byte[]? Bytes { get; set; }

        public ReadOnlyMemory<byte> Memory { get; set; }

        public DateTime DateTime { get; set; }

        public DateTimeOffset? DateTimeOffset { get; set; }

        public DateOnly DateOnly { get; set; }

        public TimeOnly? TimeOnly { get; set; }

        public TimeSpan TimeSpan { get; set; }
    }
}
