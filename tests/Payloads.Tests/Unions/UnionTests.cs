using MessagePack;
using TypedTasks.Payloads.Tests.Proxies;
using TypedTasks.Payloads.Tests.Zoo;
using TypedTasks.Serialization;

namespace TypedTasks.Payloads.Tests.Unions;

/// <summary>A union is the set of its declared cases, when it is written and when it is read.</summary>
public class UnionTests
{
    private static readonly Proxy Returned = Proxy.Find(typeof(UnionZoo), nameof(UnionZoo.Returned));
    private static readonly Proxy Arguments = Proxy.Find(typeof(UnionZoo), nameof(UnionZoo.Arguments));
    private static readonly Proxy Simplified = Proxy.Find(typeof(UnionZoo), nameof(UnionZoo.Simplified));

    [Fact]
    public void A_case_is_an_array_of_its_key_and_its_value()
    {
        Assert.Equal("92F981A6416D6F756E74A135", Convert.ToHexString(Returned.WriteResult(new UnionZoo.Cash(5))));
        Assert.Equal("9200" + "82A64E756D626572A130A4436F6465C0", Convert.ToHexString(Returned.WriteResult(new UnionZoo.Card("0", null))));
        Assert.Equal("92CD012C91A161", Convert.ToHexString(Returned.WriteResult(new UnionZoo.Vouchers { "a" })));
    }

    [Fact]
    public void Null_is_nil_and_nil_is_null()
    {
        Assert.Equal("C0", Convert.ToHexString(Returned.WriteResult(null)));
        Assert.Null(Returned.ReadResult(new byte[] { MessagePackCode.Nil }));
    }

    [Fact]
    public void A_key_is_read_in_any_form_that_holds_it() =>
        Assert.Equal(new UnionZoo.Card("0", null), Returned.ReadResult(Convert.FromHexString("92D300000000000000008" + "2A64E756D626572A130A4436F6465C0")));

    [Fact]
    public void A_union_that_is_its_own_case_is_written_with_its_own_members() =>
        Assert.Equal(
            ["92008" + "2A44E616D65A141A44C65677302", "92018" + "3A44E616D65A142A44C65677304A6436861736573" + "920082A44E616D65A141A44C65677302"],
            new object[] { new UnionZoo.Animal { Name = "A", Legs = 2 }, new UnionZoo.Dog { Name = "B", Chases = new UnionZoo.Animal { Name = "A", Legs = 2 } } }
                .Select(animal => Convert.ToHexString(Write(animal: (UnionZoo.Animal)animal)[3..^1])));

    [Fact]
    public void A_case_that_is_a_union_is_written_in_the_form_of_a_union() =>
        Assert.Equal("9201920581A55374657073" + "03", Convert.ToHexString(Write(command: new UnionZoo.Walk(3))[4..]));

    [Fact]
    public void A_value_of_no_case_is_refused_when_it_is_sent_and_both_are_named()
    {
        PayloadException error = Assert.Throws<PayloadException>(() => Returned.WriteResult(new Cheque()));

        Assert.Contains(typeof(Cheque).FullName!, error.Message, StringComparison.Ordinal);
        Assert.Contains(typeof(UnionZoo.IPayment).FullName!, error.Message, StringComparison.Ordinal);
        Assert.Contains("[TaskUnion(key, typeof(Cheque))] on IPayment", error.Message, StringComparison.Ordinal);
        Assert.False(error.OverLimit);
    }

    [Fact]
    public void A_class_that_derives_from_a_case_is_no_case() =>
        Assert.Throws<PayloadException>(() => Write(shape: new Cube("c", 1)));

    [Theory]
    [InlineData("9207C0", "7 is the key of no case of the union IPayment")]
    [InlineData("92A14180", "a whole number of 32 bits")]
    [InlineData("9100", "an array of 2, found an array of 1")]
    [InlineData("930080C0", "an array of 2, found an array of 3")]
    [InlineData("80", "an array, found a map")]
    [InlineData("00", "an array, found the number 0")]
    [InlineData("920000", "a map, found the number 0")]
    public void What_is_no_case_is_unreadable(string hex, string says)
    {
        PayloadException error = Assert.Throws<PayloadException>(() => Returned.ReadResult(Convert.FromHexString(hex)));
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
        Assert.NotNull(error.Position);
    }

    [Fact]
    public void Unions_within_unions_are_bounded_like_all_that_is_nested()
    {
        UnionZoo.Expression deep = new UnionZoo.Number(1);
        for (int i = 0; i < PayloadLimits.MaxDepth; i++)
        {
            deep = new UnionZoo.Negate(deep);
        }

        Assert.True(Assert.Throws<PayloadException>(() => Simplified.WriteResult(deep)).OverLimit);
        byte[] level = [0x92, 0x02, 0x81, 0xA7, .. "Operand"u8];
        byte[] bytes = [.. Enumerable.Repeat(level, 100_000).SelectMany(one => one), 0xC0];
        Assert.True(Assert.Throws<PayloadException>(() => Simplified.ReadResult(bytes)).OverLimit);
    }

    private static byte[] Write(UnionZoo.Shape? shape = null, UnionZoo.Animal? animal = null, UnionZoo.Command? command = null) =>
        Arguments.Write(Arguments.Arguments(null, null, shape, animal, command))[1..];

    private sealed class Cheque : UnionZoo.IPayment;

    private sealed record Cube(string? Name, double Side) : UnionZoo.Square(Name, Side);
}
