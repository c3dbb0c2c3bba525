using System.Text.Json.Serialization;
using MessagePack;
using TypedTasks.Payloads.Tests.Proxies;

namespace TypedTasks.Payloads.Tests.RoundTrips;

/// <summary>What annotations say beyond the form of the bytes.</summary>
public static partial class AnnotationTests
{
    [Task] public static Told Callbacks(Told told) => told;

    [Task] public static Chosen Constructors(Chosen chosen) => chosen;

    [Task] public static Names JsonNames(Names names) => names;

    [Fact]
    public static void Callbacks_are_told_as_MessagePack_CSharp_tells_them()
    {
        Proxy proxy = Proxy.Find(typeof(AnnotationTests), nameof(Callbacks));
        byte[] written = proxy.WriteResult(new Told { Text = " a " });
        Assert.Equal(MessagePackSerializer.Serialize(new Told { Text = " a " }), written);
        Assert.Equal("91A161", Convert.ToHexString(written));
        Assert.Equal("a", ((Told)proxy.ReadResult(written)!).TextWhenRead());
        Assert.Equal([0xC0], proxy.WriteResult(null));
    }

    [Fact]
    public static void The_constructor_for_json_builds_what_nothing_else_annotates()
    {
        Proxy proxy = Proxy.Find(typeof(AnnotationTests), nameof(Constructors));
        var read = (Chosen)proxy.ReadResult(proxy.WriteResult(new Chosen { Id = 1 }))!;
        Assert.Equal((1, true), (read.Id, read.ByJson));
    }

    [Fact]
    public static void Names_for_json_are_the_keys()
    {
        Proxy proxy = Proxy.Find(typeof(AnnotationTests), nameof(JsonNames));
        var names = new Names(1, "a") { Note = null };
        byte[] written = proxy.WriteResult(names);
        Assert.Equal("""{"id":1,"Name":"a","größe":null}""", MessagePackSerializer.ConvertToJson(written));
        Assert.Equal(names, proxy.ReadResult(written));
    }

    [MessagePackObject]
    public sealed class Told : IMessagePackSerializationCallbackReceiver
    {
        private string? whenRead;

        [Key(0)] public string? Text { get; set; }

        public string? TextWhenRead() => whenRead;

        public void OnBeforeSerialize() => Text = Text?.Trim();

        public void OnAfterDeserialize() => whenRead = Text;
    }

    public sealed class Chosen
    {
        public Chosen()
        {
        }

        [JsonConstructor]
        public Chosen(int id)
        {
            Id = id;
            ByJson = true;
        }

        public int Id { get; set; }

        [JsonIgnore] public bool ByJson { get; }
    }

    public sealed record Names([property: JsonPropertyName("id")] int Id, string Name)
    {
        [JsonPropertyName("größe"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? Note { get; init; }

        [JsonIgnore] public int Hash => GetHashCode();
    }
}
