namespace TypedTasks.Analyzers.Tests.Contract;

/// <summary>The keys of the file are those of the wire, whoever's attributes say them.</summary>
public sealed class MemberKeyEntryTests
{
    [Fact]
    public void The_name_of_a_data_member_is_the_key() => Says(
        "map\n  to string\n  Copies int",
        "[DataContract] public class Letter { [DataMember(Name = \"to\")] public string To { get; set; } = \"\"; [DataMember] public int Copies { get; set; } public int Local { get; set; } }");

    [Fact]
    public void The_order_of_data_members_is_their_place() => Says(
        "array\n  0 Copies int\n  3 To string",
        "[DataContract] public class Letter { [DataMember(Order = 3, Name = \"to\")] public string To { get; set; } = \"\"; [DataMember(Order = 0)] public int Copies { get; set; } }");

    [Fact]
    public void A_number_as_key_is_the_place() => Says(
        "array\n  0 Copies int\n  2 To string",
        "[MessagePackObject] public class Letter { [Key(2)] public string To { get; set; } = \"\"; [Key(0)] public int Copies { get; set; } [IgnoreMember] public int Local { get; set; } }");

    [Fact]
    public void A_text_as_key_is_the_key() => Says(
        "map\n  \"the receiver\" string\n  n int",
        "[MessagePackObject] public class Letter { [Key(\"the receiver\")] public string To { get; set; } = \"\"; [Key(\"n\")] public int Copies { get; set; } }");

    [Fact]
    public void A_property_name_of_json_is_the_key() => Says(
        "map\n  \"to-whom\" string required\n  copies int",
        "public record Letter([property: JsonPropertyName(\"to-whom\")] string To) { [JsonPropertyName(\"copies\")] public int Copies { get; set; } [JsonIgnore] public int Local { get; set; } }");

    private static void Says(string members, string letter) => Assert.Equal(
        "task Emails.Send v1\n  0 letter Letter\n\nobject Letter " + members,
        ContractOf.Text($$"""
            using System.Runtime.Serialization;
            using System.Text.Json.Serialization;
            using MessagePack;

            public static partial class Emails
            {
                [Task] public static void Send(Letter letter) { }
            }

            {{letter}}
            """));
}
