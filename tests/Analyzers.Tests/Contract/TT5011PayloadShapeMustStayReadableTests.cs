using TypedTasks.Analyzers.Tests.Harness;

namespace TypedTasks.Analyzers.Tests.Contract;

public sealed class TT5011PayloadShapeMustStayReadableTests : ContractRuleTests
{
    private const string Map = "contract 1\ntask Emails.Send v1\n  0 letter Letter\n\nobject Letter map\n  To string\n  Copies int\n";
    private const string Array = "contract 1\ntask Emails.Send v1\n  0 letter Letter\n\nobject Letter array\n  0 To string\n  1 Copies int\n";

    [Theory]
    [InlineData("class [|Letter|] { public string To { get; set; } = \"\"; }")]
    [InlineData("class Letter { public string To { get; set; } = \"\"; public short [|Copies|] { get; set; } }")]
    [InlineData("class Letter { public string To { get; set; } = \"\"; public int Copies { get; set; } public required string [|From|] { get; set; } }")]
    [InlineData("class Letter { public required string [|To|] { get; set; } public int Copies { get; set; } }")]
    [InlineData("enum [|Letter|] { A }")]
    public Task Flags_AMapThatCannotBeReadAsItWas(string letter) => Reports(Map, Source(letter));

    [Theory]
    [InlineData("[MessagePackObject] public class Letter { [Key(1)] public string [|To|] { get; set; } = \"\"; [Key(0)] public int [|Copies|] { get; set; } }")]
    [InlineData("[MessagePackObject] public class [|Letter|] { [Key(0)] public string To { get; set; } = \"\"; }")]
    [InlineData("class [|Letter|] { public string To { get; set; } = \"\"; public int Copies { get; set; } }")]
    public Task Flags_AnArrayThatCannotBeReadAsItWas(string letter) => Reports(Array, Source(letter));

    [Fact]
    public Task Flags_AUnionThatLostACase() => Reports(
        "contract 1\ntask Emails.Send v1\n  0 letter Letter\n\nunion Letter\n  0 Note\n  1 Card\n\nobject Card map\n  A int\n\nobject Note map\n  A int\n",
        Source("[TaskUnion(0, typeof(Note))] public abstract class [|Letter|] { public int A { get; set; } } public sealed class Note : Letter { }"));

    [Fact]
    public Task Accepts_TheUnionOfTheFile() => StaysSilent(
        "contract 1\ntask Emails.Send v1\n  0 letter Letter\n\nunion Letter\n  0 Note\n\nobject Note map\n  A int\n",
        Source("[TaskUnion(0, typeof(Note))] public abstract class Letter { public int A { get; set; } } public sealed class Note : Letter { }"));

    [Fact]
    public Task Accepts_TheShapeOfTheFile() => StaysSilent(Map, Source("class Letter { public string To { get; set; } = \"\"; public int Copies { get; set; } public int Twice => Copies * 2; }"));

    [Theory]
    [InlineData("class {|TT5013:Letter|} { public string To { get; set; } = \"\"; public int Copies { get; set; } public string? From { get; set; } }")]
    [InlineData("class {|TT5013:Letter|} { public string To { get; set; } = \"\"; public long Copies { get; set; } }")]
    [InlineData("class {|TT5013:Letter|} { public int Copies { get; set; } public string To { get; set; } = \"\"; }")]
    public Task Accepts_NewMembersWiderTypesAndAnotherOrder(string letter) => CheckAsync(new(Map, []), MarkedSource.Parse(Source(letter), RuleId));

    [Fact]
    public Task Accepts_AnotherNameBehindTheSameKey() => CheckAsync(
        new(Array, []),
        MarkedSource.Parse(Source("[MessagePackObject] public class {|TT5013:Letter|} { [Key(0)] public string Receiver { get; set; } = \"\"; [Key(1)] public int Copies { get; set; } }"), RuleId));

    [Fact]
    public Task Accepts_AnotherTypeOfTheSameShape() => CheckAsync(
        new(Map, []),
        MarkedSource.Parse(Source("class Post { public string To { get; set; } = \"\"; public int Copies { get; set; } }").Replace("Letter letter", "Post letter", StringComparison.Ordinal).Replace(" Send(", " {|TT5013:Send|}(", StringComparison.Ordinal), RuleId));

    [Fact]
    public Task Accepts_ATypeThatLeadsToItself() => StaysSilent(
        "contract 1\ntask Emails.Send v1\n  0 letter Letter\n\nobject Letter map\n  Reply Letter?\n", Source("class Letter { public Letter? Reply { get; set; } }"));

    private static string Source(string letter) => "using MessagePack;\n" + Send("Letter letter") + "\n" + (letter.StartsWith('[') ? letter : "public " + letter);
}
