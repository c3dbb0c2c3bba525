using System.Buffers;
using MessagePack;
using TypedTasks.Payloads.Tests.Proxies;
using TypedTasks.Payloads.Tests.Zoo;
using TypedTasks.Serialization;

namespace TypedTasks.Payloads.Tests.Serializers;

/// <summary>What a user's serializer must do, and what is done for it.</summary>
public class CustomSerializerTests
{
    private static readonly SerializerZoo.Money Five = new(5, 7);

    [Fact]
    public void The_form_is_the_serializers() => Assert.Equal(
        "920507" + "C0" + "A174" + "C0" + "03" + "D92430303030303030302D303030302D303030302D303030302D303030303030303030303030" + "A448696768" + "CB3FF8000000000000",
        Write(nameof(SerializerZoo.OfTypes), Five, null, new SerializerZoo.Tag { Text = "t" }, null, new SerializerZoo.Metre(3), default(SerializerZoo.Id<Guid>), SerializerZoo.Level.High, new SerializerZoo.Length(1.5)));

    [Fact]
    public void A_parameters_serializer_counts_before_the_types() => Assert.Equal(
        "A430314646" + "A83030303030304646" + "C0" + "A3352037",
        Write(nameof(SerializerZoo.OfParameters), new byte[] { 1, 255 }, 255, null, Five));

    [Fact]
    public void A_members_serializer_counts_before_the_types_and_only_there() => Assert.Equal(
        "84A2496401A5546F74616CA3352037A3546178C0A452657374920507",
        Write(nameof(SerializerZoo.OfMembers), new SerializerZoo.Order(1, Five, null, Five), new SerializerZoo.Holder())[..^("83A54279746573C0A5" + "4669656C64" + "A83030303030303030" + "A4496E6974C0").Length]);

    [Fact]
    public void The_assemblys_serializer_is_for_a_type_of_anothers() =>
        Assert.Equal("CF00000001000000" + "02C090", Write(nameof(SerializerZoo.OfTheAssembly), new System.Drawing.Point(1, 2), null, new List<System.Drawing.Point>()));

    [Fact]
    public void A_result_is_written_by_the_serializer_of_the_return_value() =>
        Assert.Equal("A3352037", Convert.ToHexString(Proxy.Find(typeof(SerializerZoo), nameof(SerializerZoo.Returned)).WriteResult(Five)));

    [Fact]
    public void A_serializer_never_sees_null()
    {
        Assert.Equal("C0", Written<NeverNull, string?>(null));
        Assert.Null(Read<NeverNull, string?>("C0"));
        Assert.Equal("A161", Written<NeverNull, string?>("a"));
    }

    [Fact]
    public void Nil_for_a_struct_is_the_serializers_to_refuse() => Assert.Throws<PayloadException>(() => Read<SerializerZoo.HexNumber, int>("C0"));

    [Theory]
    [InlineData("A57120207878")]
    [InlineData("A3352078")]
    [InlineData("A0")]
    [InlineData("C0")]
    public void What_it_throws_while_it_reads_makes_the_payload_unreadable(string hex)
    {
        PayloadException error = Assert.Throws<PayloadException>(() => Read<SerializerZoo.CentsSerializer, SerializerZoo.Money>(hex));

        Assert.False(error.OverLimit);
        Assert.NotNull(error.InnerException);
        Assert.Contains($"{typeof(SerializerZoo.CentsSerializer)} cannot read a value of {typeof(SerializerZoo.Money)}: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_reader_refuses_is_told_as_it_is() =>
        Assert.StartsWith("At byte 0: expected an array", Assert.Throws<PayloadException>(() => Read<SerializerZoo.MoneySerializer, SerializerZoo.Money>("80")).Message, StringComparison.Ordinal);

    [Fact]
    public void What_it_throws_while_it_writes_makes_Delay_fail()
    {
        PayloadException error = Assert.Throws<PayloadException>(() => Written<NeverNull, string?>("throw"));

        Assert.IsType<InvalidOperationException>(error.InnerException);
        Assert.Contains(nameof(NeverNull), error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("9101")]
    [InlineData("93010203")]
    [InlineData("920102")]
    public void One_that_reads_more_or_less_than_one_value_is_told(string hex) =>
        Assert.Contains("reads more or less than the one value", Assert.Throws<PayloadException>(() => Read<Careless, Pair>(hex + "0000")).Message, StringComparison.Ordinal);

    private static string Write(string task, params object?[] arguments)
    {
        Proxy proxy = Proxy.Find(typeof(SerializerZoo), task);
        return Convert.ToHexString(proxy.Write(proxy.Arguments(arguments)))[2..];
    }

    private static string Written<TSerializer, T>(T value)
        where TSerializer : ITaskSerializer<T>
    {
        var output = new ArrayBufferWriter<byte>();
        var writer = new PayloadWriter(output);
        CustomSerializer.Write<TSerializer, T>(ref writer, value);
        writer.Flush();
        return Convert.ToHexString(output.WrittenSpan);
    }

    private static T Read<TSerializer, T>(string hex)
        where TSerializer : ITaskSerializer<T>
    {
        var reader = new PayloadReader(Convert.FromHexString(hex));
        return CustomSerializer.Read<TSerializer, T>(ref reader);
    }

    private sealed record Pair(int Count);

    private sealed class NeverNull : ITaskSerializer<string?>
    {
        public static void Write(ref PayloadWriter writer, string? value)
        {
            Assert.NotNull(value);
            writer.Write(value == "throw" ? throw new InvalidOperationException("not this one") : value);
        }

        public static string? Read(ref PayloadReader reader)
        {
            string? text = reader.ReadString();
            Assert.NotNull(text);
            return text;
        }
    }

    /// <summary>Leaves with an array of one, looks at the first of three only, and enters without leaving.</summary>
    private sealed class Careless : ITaskSerializer<Pair>
    {
        public static void Write(ref PayloadWriter writer, Pair value) => writer.Write(value.Count);

        public static Pair Read(ref PayloadReader reader)
        {
            int count = reader.ReadArrayHeader();
            if (count == 2)
            {
                reader.Enter();
                reader.ReadInt32();
            }

            reader.ReadInt32();
            if (count == 1)
            {
                reader.ReadInt32();
            }

            return new Pair(count);
        }
    }
}
