using FsCheck;
using FsCheck.Fluent;
using MessagePack;
using TypedTasks.Serialization;

namespace TypedTasks.Payloads.Tests.Primitives;

/// <summary>Our bytes are MessagePack-CSharp's bytes, for every primitive that it has a form for, and each reads the other's.</summary>
public class OracleTests
{
    private static readonly MessagePackSerializerOptions Standard = MessagePackSerializerOptions.Standard;

    private static readonly Type[] WithoutStandardForm = [typeof(nint), typeof(nuint), typeof(Int128), typeof(UInt128)];

    public static TheoryData<Primitive> WithStandardForm => new(AllPrimitives.List.Where(primitive => !WithoutStandardForm.Contains(primitive.Type)));

    [Theory]
    [MemberData(nameof(WithStandardForm))]
    public void Boundary_values_have_the_bytes_of_MessagePack_CSharp(Primitive primitive)
    {
        foreach (object? value in PrimitiveValues.Boundaries(primitive.Type))
        {
            AgreesWithOracle(primitive, value);
        }
    }

    [Theory]
    [MemberData(nameof(WithStandardForm))]
    public void Generated_values_have_the_bytes_of_MessagePack_CSharp(Primitive primitive)
    {
        Gen<object?> values = from seed in Gen.Choose(0, int.MaxValue) from size in Gen.Choose(0, 20) select Values.Make(primitive.Type, new Random(seed), size);
        Prop.ForAll(Arb.From(values), value => AgreesWithOracle(primitive, value)).QuickCheckThrowOnFailure();
    }

    [Theory]
    [MemberData(nameof(AllPrimitives.Each), MemberType = typeof(AllPrimitives))]
    public void Generated_values_survive_a_round_trip(Primitive primitive)
    {
        Gen<object?> values = from seed in Gen.Choose(0, int.MaxValue) from size in Gen.Choose(0, 20) select Values.Make(primitive.Type, new Random(seed), size);
        Prop.ForAll(Arb.From(values), value => DeepEquality.Same(value, primitive.ReadObject(primitive.WriteObject(value)))).QuickCheckThrowOnFailure();
    }

    [Theory]
    [MemberData(nameof(AllPrimitives.Each), MemberType = typeof(AllPrimitives))]
    public void Boundary_values_survive_a_round_trip(Primitive primitive) =>
        Assert.All(PrimitiveValues.Boundaries(primitive.Type), value => Assert.True(DeepEquality.Same(value, primitive.ReadObject(primitive.WriteObject(value))), $"{value}"));

    [Theory]
    [InlineData(DateTimeKind.Local)]
    [InlineData(DateTimeKind.Unspecified)]
    public void A_time_of_another_kind_arrives_as_MessagePack_CSharp_sends_it_in_UTC(DateTimeKind kind)
    {
        var value = new DateTime(2026, 7, 1, 12, 0, 0, kind);
        AgreesWithOracle(AllPrimitives.Of<DateTime>(), value);
        DateTime arrived = AllPrimitives.Of<DateTime>().Read(AllPrimitives.Of<DateTime>().Write(value));
        Assert.Equal(DateTimeKind.Utc, arrived.Kind);
        Assert.Equal(kind == DateTimeKind.Local ? value.ToUniversalTime() : DateTime.SpecifyKind(value, DateTimeKind.Utc), arrived);
    }

    [Fact]
    public void Half_a_surrogate_pair_becomes_the_replacement_character_in_a_string_and_survives_in_a_char()
    {
        AgreesWithOracle(AllPrimitives.Of<string?>(), "a\uD800b", "a\uFFFDb");
        Assert.Equal('\uD800', AllPrimitives.Of<char>().Read(AllPrimitives.Of<char>().Write('\uD800')));
    }

    private static void AgreesWithOracle(Primitive primitive, object? value) => AgreesWithOracle(primitive, value, null);

    private static void AgreesWithOracle(Primitive primitive, object? value, object? arriving)
    {
        byte[] expected = MessagePackSerializer.Serialize(primitive.Type, value, Standard);
        byte[] ours = primitive.WriteObject(value);
        Assert.Equal(Convert.ToHexString(expected), Convert.ToHexString(ours));

        object? theirs = MessagePackSerializer.Deserialize(primitive.Type, ours, Standard);
        Assert.True(DeepEquality.Same(arriving ?? theirs, primitive.ReadObject(expected)), $"{primitive}: {value}");
    }
}
