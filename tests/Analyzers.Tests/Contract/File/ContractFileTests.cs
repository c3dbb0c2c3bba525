using TypedTasks.Contract;

namespace TypedTasks.Analyzers.Tests.Contract.File;

/// <summary>The file by itself: what is written is read back, whatever is read never throws, and an edit touches only what it must.</summary>
public sealed class ContractFileTests
{
    private const string Full = """
        contract 1

        task Emails.Send v2
          alias Mails.Post
          alias Mails.Send
          0 userId int
          1 locale string = "e # \"n\"\u0007"
          2 when tuple<DateTime, array<map<string, Shop.Page<(int, string[])>?>>>? ((DateTime, List<Dictionary<string, Page<(int, string[])>?>>)?) = null
          returns Shop.Shape

        retired Emails.Greet
        retired Emails.Shout

        union Shop.Circle<int>.Shape
          -1 Shop.Page<(int, string[])>

        custom Shop.Money Shop.MoneySerializer

        struct Shop.Page<(int, string[])> map
          Items array<global::array<int>> (List<array<int>>) required
          "odd key\n" int

        union Shop.Shape
          0 Shop.Circle<int>.Shape
          7 Shop.Money

        enum Shop.Tone sbyte
          Cold = -128
          Büro = 0

        object global::array<int> array
          0 Count int required
          5 Last Shop.Tone?

        """;

    [Fact]
    public void WhatIsWritten_IsReadBack()
    {
        var file = ContractReader.Read(Full);

        Assert.Empty(file.Problems);
        Assert.Equal(Full.ReplaceLineEndings("\n"), ContractText.Of(file.Contract));
        Assert.Equal(3, file.LineOfTask("Emails.Send"));
    }

    [Fact]
    public void AContract_IsEqualToItself_AndCompatibleWithItselfInDepth()
    {
        var contract = ContractReader.Read(Full).Contract;

        Assert.Empty(ContractComparison.All(contract, contract));
        Assert.All(contract.Shapes.Values, shape => Assert.Null(
            new WireCompatibility(contract, contract, trustsNames: false).Problem(WireType.Named(shape.Name), WireType.Named(shape.Name))));
    }

    [Fact]
    public void NoTextThrows()
    {
        var random = new Random(20261122);
        var pieces = Full.Split(' ', '\n').Concat(["<", ">", "(", ")", ",", "?", "\"", "\\", "#", "=", "\r\n", "\n", "\n  ", "\t", "\0", "\uD800", "99999999999999999999"]).ToArray();
        for (var i = 0; i < 20_000; i++)
        {
            var text = Full.ToCharArray().ToList();
            for (var edits = random.Next(1, 6); edits > 0; edits--)
            {
                var at = random.Next(text.Count);
                switch (random.Next(3))
                {
                    case 0:
                        text.RemoveRange(at, Math.Min(random.Next(1, 30), text.Count - at));
                        break;
                    case 1:
                        text.InsertRange(at, pieces[random.Next(pieces.Length)]);
                        break;
                    default:
                        text[at] = (char)random.Next(256);
                        break;
                }
            }

            var read = new string([.. text]);
            var file = ContractReader.Read(read);
            Assert.All(file.Problems, problem => Assert.InRange(problem.Line, 1, read.Count(c => c == '\n') + 1));
            ContractComparison.All(ContractReader.Read(Full).Contract, file.Contract);
            ContractComparison.All(file.Contract, ContractReader.Read(Full).Contract);
            if (file.Problems.Count == 0)
            {
                ContractEditor.Retire(read, ["Emails.Send"]);
            }
        }
    }

    [Fact]
    public void ATypeNestedWithoutEnd_IsAProblem_NotTheEndOfTheProcess() =>
        Assert.NotEmpty(ContractReader.Read("contract 1\ntask A v1\n  0 a " + string.Concat(Enumerable.Repeat("array<", 100_000))).Problems);

    [Theory]
    [InlineData("object a map\n  b\" int # c", "object a map\n  \"b\\\"\" int\n")]
    [InlineData("object a map\n  'b int # c", "object a map\n  \"'b\" int\n")]
    [InlineData("object a map\n  \"b # \\\" #\" int # c", "object a map\n  \"b # \\\" #\" int\n")]
    [InlineData("task a v1\n  0 b string = \" # \\\" # \" # c", "task a v1\n  0 b string = \" # \\\" # \"\n")]
    [InlineData("task a v1\n  0 b char = ' # ' # c", "task a v1\n  0 b char = ' # '\n")]
    [InlineData("task a v1 # c\"", "task a v1\n")]
    [InlineData("enum a int\n  \"b = \"= 1 # c", "enum a int\n  \"b = \" = 1\n")]
    [InlineData("enum a int# c", null)]
    [InlineData("object a map\n  b\" #", null)]
    [InlineData("object a map\n  \"b\"#c", null)]
    [InlineData("object a map\n  b map<int,#c>", null)]
    [InlineData("object a map\n  b array< \"c> (int # d)", null)]
    [InlineData("object a map\n  b c<int # d>", null)]
    [InlineData("object a map\n  b opaque<int # d>", null)]
    public void QuotesAndComments_AreReadTheSame_OnceTheyAreWritten(string blocks, string? written)
    {
        var file = ContractReader.Read("contract 1\n" + blocks);

        Assert.Equal(written is null, file.Problems.Count > 0);
        if (written is not null)
        {
            Assert.Equal("contract 1\n\n" + written, ContractText.Of(file.Contract));
            Assert.Equal("contract 1\n\n" + written, ContractText.Of(ContractReader.Read(ContractText.Of(file.Contract)).Contract));
        }
    }

    [Theory]
    [InlineData("  \"b\"#c")]
    [InlineData("  b map<int,#c>")]
    public void ATypeThatBeginsWithTheSignOfAComment_IsRefusedAsThat(string line) =>
        Assert.Equal("a type does not begin with '#'", Assert.Single(ContractReader.Read("contract 1\nobject a map\n" + line).Problems).Message);

    [Fact]
    public void TwoTasksThatWereAddedOnTwoBranches_MergeAsTextMerges()
    {
        var build = ContractReader.Read("contract 1\ntask A v1\ntask B v1\n  0 tone Tone\ntask C v1\nenum Tone int").Contract;

        var both = ContractEditor.Declare(ContractEditor.Declare("contract 1\n\ntask B v1\n", build, ["A"]), build, ["C"]);

        Assert.Equal("contract 1\n\ntask A v1\n\ntask B v1\n\ntask C v1\n", both);
    }

    [Fact]
    public void AnEdit_KeepsLineEndsAndComments()
    {
        var build = ContractReader.Read("contract 1\ntask B v2\n  0 n int").Contract;
        const string text = "# ours\r\n\r\ncontract 1\r\n\r\n# not the first\r\n\r\n# about A\r\ntask A v1\r\n\r\n# about B\r\ntask B v1\r\n\r\n# the end\r\n";

        Assert.Equal(
            "# ours\r\n\r\ncontract 1\r\n\r\n# not the first\r\n\r\n# about A\r\ntask A v1\r\n\r\n# about B\r\ntask B v2\r\n  0 n int\r\n\r\n# the end\r\n",
            ContractEditor.Declare(text, build, ["B"]));
    }

    [Fact]
    public void TheSameEditTwice_ChangesNothingMore()
    {
        var build = ContractReader.Read(Full).Contract;
        var once = ContractEditor.Declare("", build, [.. build.Tasks.Keys]);

        Assert.Equal(once, ContractEditor.Declare(once, build, [.. build.Tasks.Keys]));
        Assert.Empty(ContractReader.Read(once).Problems);
    }
}
