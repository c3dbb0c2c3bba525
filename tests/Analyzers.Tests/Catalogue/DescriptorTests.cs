using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using TypedTasks.Analyzers.Tests.Harness;

namespace TypedTasks.Analyzers.Tests.Catalogue;

/// <summary>Every rule is declared in the same way, in every place where it must be.</summary>
public sealed class DescriptorTests
{
    public static TheoryData<string> Ids => Rules.Ids;

    [Theory, MemberData(nameof(Ids))]
    public void EveryId_IsDeclaredOnce(string id) =>
        Assert.Single(Shipped.Descriptors, rule => rule.Id == id);

    [Theory, MemberData(nameof(Ids))]
    public void EveryId_IsAConstantNamedByItsNumberAndSentence(string id)
    {
        var (name, _) = Assert.Single(Rules.Constants, constant => constant.Id == id);

        Assert.Matches($"^{id}[A-Z][a-z]", name);
        Assert.Equal(name[id.Length..].ToLowerInvariant(), LettersOf(Rules.Descriptor(id).Title.ToString()));
    }

    [Fact]
    public void EveryConstant_BelongsToARule() =>
        Assert.Equal(Rules.Constants.Select(constant => constant.Id).Order(StringComparer.Ordinal), Shipped.Descriptors.Select(rule => rule.Id));

    [Theory, MemberData(nameof(Ids))]
    public void EveryId_IsInTheRangeOfItsCategory(string id)
    {
        var category = id[2] switch
        {
            '0' => RuleCategories.Declaration,
            '1' => RuleCategories.Options,
            '2' => RuleCategories.Payload,
            '3' => RuleCategories.CallSite,
            '4' => RuleCategories.TaskBody,
            '5' => RuleCategories.Contract,
            '6' => RuleCategories.Composition,
            _ => "none yet",
        };

        Assert.Equal(category, Rules.Descriptor(id).Category);
    }

    [Theory, MemberData(nameof(Ids))]
    public void EveryRule_LinksItsPage(string id)
    {
        var link = Rules.Descriptor(id).HelpLinkUri;

        Assert.Equal(RuleHelpUri.For(id), link);
        Assert.EndsWith($"docs/rules/{id}.md", link, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Ids))]
    public void EveryRule_SaysMoreThanItsTitle(string id)
    {
        var rule = Rules.Descriptor(id);

        Assert.True(rule.IsEnabledByDefault);
        Assert.NotEqual("", rule.Description.ToString());
        Assert.EndsWith(".", rule.Description.ToString(), StringComparison.Ordinal);
        Assert.Contains("{0}", rule.MessageFormat.ToString(), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Ids))]
    public void EveryId_IsInExactlyOneReleaseFile(string id)
    {
        var releases = Repository.Read("src/Analyzers/AnalyzerReleases.Shipped.md") + "\n" + Repository.Read("src/Analyzers/AnalyzerReleases.Unshipped.md");
        var rule = Rules.Descriptor(id);

        var row = Assert.Single(releases.Split('\n'), line => line.StartsWith(id, StringComparison.Ordinal));

        Assert.Equal($"{id} | {rule.Category} | {rule.DefaultSeverity} | {rule.Title}", row);
    }

    [Theory, MemberData(nameof(Ids))]
    public void EveryRule_HasOneClassOfTestsWithTwoHitsAndThreeNearMisses(string id)
    {
        var (name, _) = Rules.Constants.Single(constant => constant.Id == id);
        var tests = Assert.Single(typeof(RuleTests).Assembly.GetTypes(), type => type.Name == $"{name}Tests");

        Assert.True(Cases(tests, "Flags_") >= 2, "needs two positive tests");
        Assert.True(Cases(tests, "Accepts_") >= 3, "needs three near misses");
        Assert.Equal(Rules.HasFix(id), Cases(tests, "Fixes_") > 0);
    }

    [Fact]
    public void EveryFix_IsOfARuleThatExists() => Assert.All(
        Shipped.Fixes.SelectMany(fix => fix.FixableDiagnosticIds),
        id => Assert.Contains(Shipped.Descriptors, rule => rule.Id == id));

    [Fact]
    public void EveryFixer_SaysHowItFixesAll() => Assert.All(
        Shipped.Fixes,
        fix => Assert.Equal(fix.GetType(), fix.GetType().GetMethod(nameof(CodeFixProvider.GetFixAllProvider))!.DeclaringType));

    [Theory, MemberData(nameof(Ids))]
    public void EveryFix_CanBeAppliedEverywhere_UnlessItsPageSaysWhyNot(string id)
    {
        if (Rules.HasFix(id))
        {
            var everywhere = Shipped.Fixes.Single(fix => fix.FixableDiagnosticIds.Contains(id)).GetFixAllProvider() is not null;
            var page = RulePage.Read(id)["What the fix changes"].ReplaceLineEndings(" ");

            Assert.NotEqual(everywhere, page.Contains("there is no fix-all", StringComparison.OrdinalIgnoreCase));
        }
    }

    [Fact]
    public void ThereAreMoreRulesAndFixes_ThanAnybodyElseShips()
    {
        Assert.True(Shipped.Descriptors.Length >= 40, $"{Shipped.Descriptors.Length} rules");
        Assert.True(Shipped.Descriptors.Count(rule => Rules.HasFix(rule.Id)) >= 20, $"{Shipped.Descriptors.Count(rule => Rules.HasFix(rule.Id))} fixes");
    }

    [Fact]
    public void EveryErrorThatStopsTheGenerator_IsNotConfigurable() => Assert.All(
        Shipped.Descriptors,
        rule =>
        {
            var stops = TaskProblemRules.All.Contains(rule);
            Assert.Equal(stops, rule.CustomTags.Contains(WellKnownDiagnosticTags.NotConfigurable));
            Assert.True(!stops || rule.DefaultSeverity == DiagnosticSeverity.Error);
        });

    private static int Cases(Type tests, string prefix) =>
        (from method in tests.GetMethods()
         where method.Name.StartsWith(prefix, StringComparison.Ordinal)
         select Math.Max(1, method.GetCustomAttributes(typeof(InlineDataAttribute), inherit: false).Length)).Sum();

    private static string LettersOf(string sentence) => Regex.Replace(sentence, "[^A-Za-z]", "").ToLowerInvariant();
}
