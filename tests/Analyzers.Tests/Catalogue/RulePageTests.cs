using TypedTasks.Analyzers.Tests.Harness;

namespace TypedTasks.Analyzers.Tests.Catalogue;

/// <summary>Every rule has a page in one form, whose samples do what the page says.</summary>
public sealed class RulePageTests
{
    public static TheoryData<string> Ids => Rules.Ids;

    [Theory, MemberData(nameof(Ids))]
    public void EveryPage_NamesTheRule(string id)
    {
        var rule = Rules.Descriptor(id);
        var facts = $"{rule.DefaultSeverity} | {rule.Category} | fix: {(Rules.HasFix(id) ? "yes" : "no")}";

        Assert.Equal($"# {id}: {rule.Title}\n\n{facts}\n\n", RulePage.Read(id).Head);
    }

    [Theory, MemberData(nameof(Ids))]
    public void EveryPage_HasTheSameSections(string id)
    {
        var expected = RulePage.Headings.ToList();
        if (Rules.HasFix(id))
        {
            expected.Insert(3, "What the fix changes");
        }

        Assert.Equal(expected, RulePage.Read(id).Order);
    }

    [Theory, MemberData(nameof(Ids))]
    public async Task EveryBadSample_TriggersTheRuleAndNothingElse(string id)
    {
        var page = RulePage.Read(id);
        var samples = page.Samples("Bad");

        Assert.NotEmpty(samples);
        foreach (var sample in samples)
        {
            var diagnostics = await UserProject.DiagnoseAsync(UserProject.Compile(sample), page.Contract("Bad"));
            Assert.Equal([id], diagnostics.Select(diagnostic => diagnostic.Id).Distinct());
        }
    }

    [Theory, MemberData(nameof(Ids))]
    public async Task EveryGoodSample_Compiles(string id)
    {
        var page = RulePage.Read(id);
        var samples = page.Samples("Good");

        Assert.NotEmpty(samples);
        foreach (var sample in samples)
        {
            Assert.Empty(await UserProject.DiagnoseAsync(UserProject.Compile(sample), page.Contract("Good")));
        }
    }

    [Theory, MemberData(nameof(Ids))]
    public void EveryPage_SaysWhetherTheRuleCanBeSilenced(string id)
    {
        var silence = RulePage.Read(id)["How to silence"];

        Assert.Contains(
            Rules.IsConfigurable(id) ? $"dotnet_diagnostic.{id}.severity = none" : "cannot be silenced", silence, StringComparison.Ordinal);
    }

    [Fact]
    public void EveryPage_IsOfARuleThatExists() => Assert.Equal(
        Shipped.Descriptors.Select(rule => rule.Id),
        Directory.EnumerateFiles(Repository.PathOf("docs/rules"), "TT*.md").Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal));
}
