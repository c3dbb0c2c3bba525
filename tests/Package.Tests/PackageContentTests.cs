using System.IO.Compression;
using System.Xml.Linq;

namespace TypedTasks.Package.Tests;

public sealed class PackageContentTests(PackageFeed feed)
{
    public static TheoryData<string> Packages => ["TypedTasks", "TypedTasks.Redis", "TypedTasks.Testing"];

    [Theory, MemberData(nameof(Packages))]
    public async Task APackage_HasItsLibraryAndDocumentation_ForEachFramework(string id)
    {
        string[] files = await FilesAsync(id);

        foreach (string framework in (string[])["net8.0", "net10.0"])
        {
            Assert.Contains($"lib/{framework}/{id}.dll", files);
            Assert.Contains($"lib/{framework}/{id}.xml", files);
        }
    }

    [Theory, MemberData(nameof(Packages))]
    public async Task APackage_HasAReadmeALicenseAndADescription(string id)
    {
        XElement metadata = await MetadataAsync(id);

        Assert.Contains("README.md", await FilesAsync(id));
        Assert.Equal("README.md", Value("readme"));
        Assert.Equal("MIT", Value("license"));
        Assert.NotEmpty(Value("description"));
        Assert.NotEmpty(Value("tags"));

        string Value(string name) => Assert.Single(metadata.Elements(), element => element.Name.LocalName == name).Value;
    }

    [Fact]
    public async Task TypedTasks_BringsGeneratorAnalyzersAndFixes()
    {
        string[] files = await FilesAsync("TypedTasks");

        Assert.Equal(
            ["analyzers/dotnet/cs/TypedTasks.Analyzers.dll", "analyzers/dotnet/cs/TypedTasks.CodeFixes.dll", "analyzers/dotnet/cs/TypedTasks.Generators.dll"],
            files.Where(file => file.StartsWith("analyzers/", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.Contains("buildTransitive/TypedTasks.props", files);
        Assert.Contains("build/TypedTasks.props", files);
    }

    [Theory]
    [InlineData("TypedTasks.Redis")]
    [InlineData("TypedTasks.Testing")]
    public async Task TheOthers_PassTheGeneratorOn(string id)
    {
        XElement metadata = await MetadataAsync(id);

        var toRuntime = metadata.Descendants().Where(element => element.Attribute("id")?.Value == "TypedTasks").ToArray();
        Assert.Equal(2, toRuntime.Length); // one for each framework
        Assert.All(toRuntime, dependency => Assert.DoesNotContain("Analyzers", dependency.Attribute("exclude")?.Value ?? ""));
    }

    private async Task<string[]> FilesAsync(string id)
    {
        await using ZipArchive package = await ZipFile.OpenReadAsync(feed.File(id));
        return [.. package.Entries.Select(entry => entry.FullName)];
    }

    private async Task<XElement> MetadataAsync(string id)
    {
        await using ZipArchive package = await ZipFile.OpenReadAsync(feed.File(id));
        await using Stream nuspec = await package.GetEntry($"{id}.nuspec")!.OpenAsync();
        XDocument document = await XDocument.LoadAsync(nuspec, LoadOptions.None, CancellationToken.None);
        return document.Root!.Elements().Single(element => element.Name.LocalName == "metadata");
    }
}
