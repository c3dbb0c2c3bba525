using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using TypedTasks.Analyzers.Tests.Harness;

namespace TypedTasks.Analyzers.Tests.Catalogue;

/// <summary>Rules speak in one voice: the title is a demand, the message one sentence without its full stop.</summary>
public sealed class WordingTests
{
    private static readonly string[] Demands = ["must", "should"];

    public static TheoryData<string> Ids => Rules.Ids;

    [Theory, MemberData(nameof(Ids))]
    public void EveryTitle_IsADemand(string id)
    {
        var title = Rules.Descriptor(id).Title.ToString();

        Assert.Matches("^[A-Z][^.\"]*[a-z]$", title);
        Assert.Contains(title.Split(' '), Demands.Contains);
    }

    [Theory, MemberData(nameof(Ids))]
    public void EveryError_SaysMust(string id)
    {
        var rule = Rules.Descriptor(id);

        Assert.True(rule.DefaultSeverity != DiagnosticSeverity.Error || rule.Title.ToString().Split(' ').Contains("must"), rule.Title.ToString());
    }

    [Theory, MemberData(nameof(Ids))]
    public async Task EveryMessage_IsASentenceWithoutItsFullStop(string id)
    {
        foreach (var diagnostic in await SaidOfTheBadSamples(id))
        {
            var message = diagnostic.GetMessage(null);

            Assert.False(message.EndsWith('.') && !message.EndsWith("...", StringComparison.Ordinal), message);
            Assert.DoesNotContain("{0}", message, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', message);
            Assert.True(message.Length < 250, $"{message.Length} letters: {message}");
        }
    }

    [Theory, MemberData(nameof(Ids))]
    public async Task WhatIsSaidAtTheEnd_IsMarkedSo(string id)
    {
        // An IDE shows what needs the whole compilation only in a full analysis, and goes by this mark.
        foreach (var sample in RulePage.Read(id).Samples("Bad"))
        {
            var result = await UserProject.Compile(sample).WithAnalyzers(Shipped.Analyzers).GetAnalysisResultAsync(CancellationToken.None);

            Assert.All(
                result.CompilationDiagnostics.SelectMany(one => one.Value),
                diagnostic => Assert.Contains(WellKnownDiagnosticTags.CompilationEnd, diagnostic.Descriptor.CustomTags));
        }
    }

    private static async Task<IReadOnlyList<Diagnostic>> SaidOfTheBadSamples(string id)
    {
        var page = RulePage.Read(id);
        var said = new List<Diagnostic>();
        foreach (var sample in page.Samples("Bad"))
        {
            said.AddRange((await UserProject.DiagnoseAsync(UserProject.Compile(sample), page.Contract("Bad"))).Where(diagnostic => diagnostic.Id == id));
        }

        Assert.NotEmpty(said);
        return said;
    }
}
