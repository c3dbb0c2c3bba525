using TypedTasks.Analyzers.Tests.Harness;

namespace TypedTasks.Analyzers.Tests.Payload;

public sealed class TT2005MemberMustNotBeLostTests : RuleTests
{
    [Theory]
    [InlineData("public int Id { get; set; } public string Status { get; private set; } = \"\";")]
    [InlineData("public int Id { get; set; } public List<int> Lines { get; } = [];")]
    [InlineData("public int Id { get; set; } public readonly int Total = 1;")]
    [InlineData("public int Id { get; }")]
    [InlineData("private int cents; public void Add(int more) => cents += more;")]
    public Task Flags_WhatNobodyCouldGiveBack(string members) => Reports(Task("Order [|order|]") + $$"""
        public sealed class Order { {{members}} }
        """);

    [Theory]
    [InlineData("[MessagePack.MessagePackObject] public sealed class Order { [MessagePack.Key(0)] public int Id { get; set; } [MessagePack.Key(1)] private int cents; public int Cents() => cents; }")]
    [InlineData("[MessagePack.MessagePackObject] public sealed class Order { [MessagePack.Key(0)] public int Id { get; set; } [MessagePack.Key(1)] public int Cents { get; private set; } }")]
    [InlineData("[MessagePack.MessagePackObject] public sealed class Order { [MessagePack.Key(0)] public int Id { get; set; } [MessagePack.Key(1)] public int Cents { private get; set; } }")]
    [InlineData("[System.Runtime.Serialization.DataContract] public sealed class Order { [System.Runtime.Serialization.DataMember] public int Id { get; set; } [System.Runtime.Serialization.DataMember] internal int Cents { get; set; } }")]
    [InlineData("[System.Runtime.Serialization.DataContract] public sealed class Order { public int Id { get; set; } }")]
    [InlineData("public sealed class Order { public int Id { get; set; } [System.Text.Json.Serialization.JsonInclude] internal int Cents { get; set; } }")]
    [InlineData("public sealed class Order { public int Id { get; set; } [System.Text.Json.Serialization.JsonIgnore(Condition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull)] public int Cents { get; } = 1; }")]
    [InlineData("public sealed class Order : List<string> { public string? Owner { get; set; } }")]
    [InlineData("public sealed class Order : Dictionary<int, string> { public string Owner = \"\"; }")]
    public Task Flags_WhatItsAnnotationsAskFor(string declaration) => Reports(Task("Order [|order|]") + declaration);

    [Theory]
    [InlineData("[MessagePack.MessagePackObject] public sealed class Order { [MessagePack.Key(0)] public int Id { get; set; } [MessagePack.Key(1)] public int Next => Id + 1; }")]
    [InlineData("[System.Runtime.Serialization.DataContract] public sealed class Order { [System.Runtime.Serialization.DataMember] public int Id { get; set; } public int Cents { get; } = 1; }")]
    [InlineData("public sealed class Order { public int Id { get; set; } [System.Text.Json.Serialization.JsonIgnore] public int Cents { get; } = 1; }")]
    [InlineData("public sealed class Order { public int Id { get; set; } [NonSerialized] public readonly int Cents = 1; }")]
    [InlineData("public sealed class Order : List<string> { public int Length => Count; [System.Runtime.Serialization.IgnoreDataMember] public string? Owner { get; set; } internal int Cache { get; set; } }")]
    [InlineData("public sealed class Order : System.Collections.ObjectModel.KeyedCollection<int, string> { protected override int GetKeyForItem(string item) => item.Length; }")]
    public Task Accepts_WhatItsAnnotationsLeaveOut(string declaration) => StaysSilent(Task("Order order") + declaration);

    [Fact]
    public async Task TheMessage_NamesTheMember()
    {
        var message = await Message(Task("Order [|order|]") + """
            public sealed class Order { public int Id { get; set; } public string Status { get; private set; } = ""; }
            """);

        Assert.Contains("Status of Order would be lost on the way", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("public int Id { get; init; } public decimal Tax { get; set; } public decimal Rounded => Math.Round(Tax);")]
    [InlineData("public Order(int id) => Id = id; public int Id { get; }")]
    [InlineData("public int Id { get; set; } [MessagePack.IgnoreMember] public string Status { get; private set; } = \"\";")]
    [InlineData("public int Id { get; set; } internal string? Cached { get; private set; }")]
    public Task Accepts_WhatArrives(string members) => StaysSilent(Task("Order order") + $$"""
        public sealed class Order { {{members}} }
        """);

    private static string Task(string parameters) => $$"""
        public static partial class Emails
        {
            [Task] public static void Send({{parameters}}) { }
        }

        """;
}
