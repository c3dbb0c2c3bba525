using Microsoft.CodeAnalysis.Text;
using Xunit.Sdk;

namespace TypedTasks.Analyzers.Tests.Harness;

/// <summary>A harness that cannot fail proves nothing.</summary>
public sealed class HarnessTests
{
    private const string Dropped = "class C { void M(TaskCall<int> call) { MARK; } }";

    [Fact]
    public void Marks_AreRemovedAndRemembered()
    {
        var source = MarkedSource.Parse("a {|TT0001:b [|c|]|} d", "TT0002");

        Assert.Equal("a b c d", source.Text);
        Assert.Equal([new Expectation("TT0002", new TextSpan(4, 1)), new Expectation("TT0001", new TextSpan(2, 3))], source.Expected);
    }

    [Fact]
    public void CodeThatLooksLikeAMark_IsCode() =>
        Assert.Equal("x is { } || y[a|b]", MarkedSource.Parse("x is { } || y[a|b]", "TT0001").Text);

    [Fact]
    public Task AMark_MustBeMet() => Fails(Dropped.Replace("MARK", "[|_ = call.Delay()|]", StringComparison.Ordinal));

    [Fact]
    public Task ADiagnostic_MustBeMarked() => Fails(Dropped.Replace("MARK", "call.Delay()", StringComparison.Ordinal));

    [Fact]
    public Task AMark_MustBeAtItsPlace() => Fails(Dropped.Replace("MARK", "[|call|].Delay()", StringComparison.Ordinal));

    [Fact]
    public Task ACompilerError_MustBeMarked() => Fails("class C { Missing M() => null!; }");

    [Fact]
    public void EveryAnalyzerAndTheGenerator_AreFound()
    {
        Assert.NotEmpty(Shipped.Analyzers);
        Assert.NotEmpty(Shipped.Fixes);
    }

    private static async Task Fails(string source) =>
        await Assert.ThrowsAnyAsync<XunitException>(() => RuleTests.CheckAsync([MarkedSource.Parse(source, "TT3001")]));
}
