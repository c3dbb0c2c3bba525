using TypedTasks.Payloads.Tests.Primitives;
using TypedTasks.Payloads.Tests.WireFormat;
using TypedTasks.Serialization;

namespace TypedTasks.Payloads.Tests.Hostile;

/// <summary>G8: whatever the bytes are, the only exception is a PayloadException.</summary>
public class MalformedTests
{
    [Theory]
    [MemberData(nameof(AllPrimitives.Each), MemberType = typeof(AllPrimitives))]
    public void A_payload_that_ends_too_soon_is_refused(Primitive primitive)
    {
        foreach (object? value in PrimitiveValues.Boundaries(primitive.Type))
        {
            byte[] whole = primitive.WriteObject(value);
            foreach (int length in Enumerable.Range(0, whole.Length).Where(length => length < 64 || length > whole.Length - 3))
            {
                Assert.Throws<PayloadException>(() => primitive.ReadObject(whole.AsMemory(0, length)));
            }
        }
    }

    [Theory]
    [MemberData(nameof(AllPrimitives.Each), MemberType = typeof(AllPrimitives))]
    public void Another_types_value_is_read_if_it_fits_and_refused_otherwise(Primitive primitive)
    {
        foreach (WireRow row in WireTable.Rows)
        {
            OnlyRefuses(primitive, Convert.FromHexString(row.Bytes));
        }
    }

    [Theory]
    [MemberData(nameof(AllPrimitives.Each), MemberType = typeof(AllPrimitives))]
    public void Any_head_byte_before_any_bytes_is_read_or_refused(Primitive primitive)
    {
        var random = new Random(7);
        for (int i = 0; i < 4_096; i++)
        {
            var bytes = new byte[1 + random.Next(24)];
            random.NextBytes(bytes);
            bytes[0] = (byte)i;
            OnlyRefuses(primitive, bytes);
            Refusal.Try(bytes, (ref r) => r.Skip());
        }
    }

    public static TheoryData<string, string, string> OutOfRange => new()
    {
        { "Byte", "CD0100", "a whole number of 0 to 255, found a whole number" },
        { "Byte", "FF", "found the number -1" },
        { "UInt64", "FF", "without sign, found the number -1" },
        { "Int64", "CFFFFFFFFFFFFFFFFF", "64 bits" },
        { "Int32", "CB3FF0000000000000", "found a float64" },
        { "Char", "D2FFFFFFFF", "code unit" },
        { "Boolean", "01", "true or false" },
        { "String", "C1", "0xC1" },
        { "String", "A2C328", "no UTF-8" },
        { "String", "A3EDA080", "no UTF-8" },
        { "Guid", "A3616263", "a Guid as str, found a str of 3 bytes" },
        { "Guid", "C0", "found nil" },
        { "Decimal", "A5316534303030", "a decimal" },
        { "Decimal", "A0", "a decimal" },
        { "Decimal", "A22031", "a decimal" },
        { "Version", "A131", "a Version" },
        { "Int128", "C40100", "16 bytes, found a bin of 1 bytes" },
        { "UInt128", "C0", "found nil" },
        { "DateTime", "C70CFF000000007FFFFFFFFFFFFFFF", "a timestamp, found an ext" },
        { "DateTime", "C70CFF000000008000000000000000", "a timestamp" },
        { "DateTime", "D60100000000", "a timestamp" },
        { "DateTime", "D5FF0000", "a timestamp" },
        { "DateTime", "00", "a timestamp, found the number 0" },
        { "DateTimeOffset", "92D6FF00000000CD7FFF", "[timestamp, minutes]" },
        { "DateTimeOffset", "91D6FF00000000", "found an array of 1" },
        { "DateTimeOffset", "92C70CFF00000000FFFFFFF1886E0900D10348", "[timestamp, minutes]" },
        { "DateOnly", "FF", "number of days" },
        { "DateOnly", "CE7FFFFFFF", "number of days" },
        { "TimeOnly", "CF000000C92A69C000", "number of ticks" },
        { "BigInteger", "C0", "found nil" },
    };

    [Theory]
    [MemberData(nameof(OutOfRange))]
    public void What_cannot_be_is_refused_with_what_was_expected_and_found(string type, string hex, string says)
    {
        Primitive primitive = AllPrimitives.List.Single(one => one.Type.Name == type);
        PayloadException error = Assert.Throws<PayloadException>(() => primitive.ReadObject(Convert.FromHexString(hex)));
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
        Assert.StartsWith("At byte 0: expected ", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, error.Position);
        Assert.False(error.OverLimit);
    }

    [Fact]
    public void The_position_is_that_of_the_value_not_of_the_payload()
    {
        PayloadException error = Refusal.Of([0x92, 0x01, 0xC3], (ref r) =>
        {
            r.ReadArrayHeader();
            r.ReadInt32();
            r.ReadInt32();
        });
        Assert.Equal("At byte 2: expected a whole number of 32 bits, found true.", error.Message);
        Assert.Equal(2, error.Position);
    }

    // Allocations are counted in what a thread was given to allocate from.
    private const int Quantum = 16 * 1024;

    [Fact]
    public void A_huge_string_is_read_once_and_not_doubled()
    {
        byte[] bytes = [0xDB, 0x01, 0x00, 0x00, 0x00, .. new byte[1 << 24]];
        Primitive<string?> text = AllPrimitives.Of<string?>();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(1 << 24, text.Read(bytes)!.Length);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, (2 << 24) + Quantum);
    }

    [Fact]
    public void Numbers_are_read_in_any_form_that_holds_them()
    {
        Assert.Equal(1, AllPrimitives.Of<byte>().Read(Convert.FromHexString("CF0000000000000001")));
        Assert.Equal(-1, AllPrimitives.Of<sbyte>().Read(Convert.FromHexString("D3FFFFFFFFFFFFFFFF")));
        Assert.Equal(1d, AllPrimitives.Of<double>().Read(new byte[] { 0x01 }));
        Assert.Equal(1.5f, AllPrimitives.Of<float>().Read(Convert.FromHexString("CB3FF8000000000000")));
        Assert.Equal(1500m, AllPrimitives.Of<decimal>().Read((byte[])[0xA6, .. "1.5E+3"u8]));
    }

    private static void OnlyRefuses(Primitive primitive, byte[] bytes)
    {
        try
        {
            primitive.ReadObject(bytes);
        }
        catch (PayloadException error)
        {
            Assert.NotNull(error.Position);
        }
        catch (Xunit.Sdk.EqualException)
        {
            // It was read; bytes are left over.
        }
    }
}
