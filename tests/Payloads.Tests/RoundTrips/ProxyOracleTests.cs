using FsCheck;
using FsCheck.Fluent;
using MessagePack;
using MessagePack.Resolvers;
using TypedTasks.Payloads.Tests.Proxies;
using TypedTasks.Payloads.Tests.Zoo;

namespace TypedTasks.Payloads.Tests.RoundTrips;

/// <summary>
/// Generated code writes the bytes of MessagePack-CSharp: primitives, enums, collections and tuples, and above all types that carry
/// its attributes. It then reads what MessagePack-CSharp wrote.
/// </summary>
public class ProxyOracleTests
{
    private static readonly MessagePackSerializerOptions Options = ContractlessStandardResolver.Options;

    private static readonly Type[] Zoos =
    [
        typeof(AnnotatedZoo), typeof(ArrayZoo), typeof(AttributeZoo), typeof(ContractZoo), typeof(PlainZoo), typeof(DictionaryZoo), typeof(EnumZoo), typeof(ImmutableZoo), typeof(NullableZoo), typeof(PrimitiveZoo), typeof(SequenceZoo), typeof(TupleZoo),
    ];

    private static readonly Type[] WithoutStandardForm = [typeof(nint), typeof(nuint), typeof(Int128), typeof(UInt128)];

    public static TheoryData<string> Tasks => new(Proxy.All.Values
        .Where(proxy => Zoos.Any(zoo => proxy.Name.StartsWith(zoo.FullName + ".", StringComparison.Ordinal)))
        .Select(proxy => proxy.Name)
        .Except([$"{typeof(ImmutableZoo).FullName}.Frozen", $"{typeof(PrimitiveZoo).FullName}.AllInOne"])
        .Order());

    [Theory]
    [MemberData(nameof(Tasks))]
    public void The_bytes_of_each_argument_are_those_of_MessagePack_CSharp(string task)
    {
        Proxy proxy = Proxy.All[task];
        Gen<object> values = from seed in Gen.Choose(0, int.MaxValue) from size in Gen.Choose(0, 5) select Values.Make(proxy.ArgumentsType, new Random(seed), size)!;
        Check.One(Config.QuickThrowOnFailure.WithQuietOnSuccess(true), Prop.ForAll(Arb.From(values), arguments =>
        {
            byte[] expected = Oracle(proxy, arguments);
            byte[] written = proxy.Write(arguments);
            Assert.True(DeepEquality.Same(arguments, proxy.Read(expected)), Convert.ToHexString(expected));
            Assert.True(DeepEquality.Same(arguments, ReadByOracle(proxy, written)), Convert.ToHexString(written));
            return expected.AsSpan().SequenceEqual(written).Label($"expected {Convert.ToHexString(expected)}, written {Convert.ToHexString(written)}");
        }));
    }

    // What generated code wrote, MessagePack-CSharp reads as the same.
    private static object ReadByOracle(Proxy proxy, byte[] written)
    {
        var reader = new MessagePackReader(written);
        reader.ReadArrayHeader();
        List<object?> values = [];
        foreach (var property in proxy.ArgumentsType.GetProperties())
        {
            Type type = property.PropertyType;
            Type plain = Nullable.GetUnderlyingType(type) ?? type;
            if (WithoutStandardForm.Contains(plain) || WithoutStandardForm.Contains(plain.GetElementType()))
            {
                reader.Skip();
                values.Add(property.GetValue(proxy.Read(written)));
            }
            else
            {
                values.Add(MessagePackSerializer.Deserialize(type, ref reader, Options));
            }
        }

        return proxy.Arguments([.. values]);
    }

    private static byte[] Oracle(Proxy proxy, object arguments)
    {
        var output = new System.Buffers.ArrayBufferWriter<byte>();
        var writer = new MessagePackWriter(output);
        var properties = proxy.ArgumentsType.GetProperties();
        writer.WriteArrayHeader(properties.Length);
        foreach (var property in properties)
        {
            Type type = property.PropertyType;
            object? value = property.GetValue(arguments);
            Type plain = Nullable.GetUnderlyingType(type) ?? type;
            if (WithoutStandardForm.Contains(plain) || WithoutStandardForm.Contains(plain.GetElementType()))
            {
                // The form is ours alone; docs/wire-format.md marks it.
                writer.WriteRaw(OwnForm.Write(value));
            }
            else
            {
                MessagePackSerializer.Serialize(type, ref writer, value, Options);
            }
        }

        writer.Flush();
        return output.WrittenSpan.ToArray();
    }
}
