using FsCheck;
using FsCheck.Fluent;
using MessagePack;
using MessagePack.Resolvers;
using TypedTasks.Payloads.Tests.Proxies;
using TypedTasks.Payloads.Tests.Zoo;

namespace TypedTasks.Payloads.Tests.Unions;

/// <summary>The unions of MessagePack-CSharp: what either writes, the other reads.</summary>
public class UnionOracleTests
{
    private static readonly MessagePackSerializerOptions Options = ContractlessStandardResolver.Options;
    private static readonly Proxy Standard = Proxy.Find(typeof(UnionZoo), nameof(UnionZoo.Standard));

    public static TheoryData<Type> Types => new(Standard.ArgumentsType.GetProperties().Select(property => property.PropertyType));

    [Theory]
    [MemberData(nameof(Types))]
    public void Generated_code_writes_its_bytes_reads_them_and_is_read(Type type)
    {
        Gen<object?> values = from seed in Gen.Choose(0, int.MaxValue) from size in Gen.Choose(0, 6) select Values.Make(type, new Random(seed), size);
        Check.One(Config.QuickThrowOnFailure.WithQuietOnSuccess(true), Prop.ForAll(Arb.From(values), value =>
        {
            byte[] expected = MessagePackSerializer.Serialize(type, value, Options);
            byte[] written = Write(type, value);
            return expected.AsSpan().SequenceEqual(written).Label($"expected {Convert.ToHexString(expected)}, written {Convert.ToHexString(written)}")
                .And(DeepEquality.Same(value, Read(type, expected)).Label("read here"))
                .And(DeepEquality.Same(value, MessagePackSerializer.Deserialize(type, written, Options)).Label("read there"));
        }));
    }

    // The others are null or empty: one byte each, nil, an empty array or an empty map.
    private static byte[] Write(Type type, object? value)
    {
        var properties = Standard.ArgumentsType.GetProperties();
        int place = Array.FindIndex(properties, one => one.PropertyType == type);
        byte[] all = Standard.Write(Standard.Arguments([.. properties.Select((_, i) => i == place ? value : null)]));
        return all[(1 + place)..^(properties.Length - 1 - place)];
    }

    private static object? Read(Type type, byte[] bytes)
    {
        var properties = Standard.ArgumentsType.GetProperties();
        int place = Array.FindIndex(properties, one => one.PropertyType == type);
        byte[] all = [(byte)(0x90 + properties.Length), .. Enumerable.Repeat(MessagePackCode.Nil, place), .. bytes, .. Enumerable.Repeat(MessagePackCode.Nil, properties.Length - 1 - place)];
        return properties[place].GetValue(Standard.Read(all));
    }
}
