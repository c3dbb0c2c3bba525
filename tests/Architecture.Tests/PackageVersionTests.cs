using System.Text.RegularExpressions;

namespace TypedTasks.Architecture.Tests;

/// <summary>Versions live in Directory.Packages.props, exact, once.</summary>
public sealed partial class PackageVersionTests
{
    public static TheoryData<string> Projects => [.. Repository.Projects("src", "tests", "samples", "bench")];

    [Theory, MemberData(nameof(Projects))]
    public void NoProject_NamesAVersionOfItsOwn(string project)
    {
        var references = Repository.Xml(project).Descendants("PackageReference");

        Assert.DoesNotContain(references, reference => reference.Attribute("Version") is not null);
    }

    [Fact]
    public void EveryCentralVersion_IsExactAndNamedOnce()
    {
        var versions = Repository.Xml("Directory.Packages.props").Descendants("PackageVersion").ToArray();

        Assert.NotEmpty(versions);
        Assert.All(versions, version => Assert.Matches(ExactVersion(), version.Attribute("Version")!.Value));
        Assert.Distinct(versions.Select(version => version.Attribute("Include")!.Value), StringComparer.OrdinalIgnoreCase);
    }

    [GeneratedRegex(@"^\d+\.\d+\.\d+$")]
    private static partial Regex ExactVersion();
}
