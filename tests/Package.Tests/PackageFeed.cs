using System.Reflection;

[assembly: AssemblyFixture(typeof(TypedTasks.Package.Tests.PackageFeed))]

namespace TypedTasks.Package.Tests;

/// <summary>
/// The three packages, packed once from what the build made, in a folder outside the tree that is a source for new projects there.
/// </summary>
public sealed class PackageFeed : IAsyncLifetime
{
    private readonly string root = Directory.CreateTempSubdirectory("typedtasks-packages-").FullName;

    /// <summary>The root of the checked-out source.</summary>
    public static string RepositoryRoot => Metadata("RepositoryRoot");

    private string Feed => Path.Combine(root, "feed");

    private string Unpacked => Path.Combine(root, "unpacked");

    public async ValueTask InitializeAsync()
    {
        foreach (string project in (string[])["Runtime/TypedTasks.csproj", "Redis/TypedTasks.Redis.csproj", "Testing/TypedTasks.Testing.csproj"])
        {
            string path = Path.Combine(RepositoryRoot, "src", project);
            var (code, output) = await DotNet.RunAsync(root, "pack", path, "--no-restore", "-c", Metadata("Configuration"), "-o", Feed);
            Assert.True(code == 0, output);
        }

        // The packages under test are unpacked here and nowhere else; what the machine has of others is used, not fetched again.
        // Its own sources hold as well: the machine's configuration is merged with this one.
        string others = LinkPackagesOfOthers();
        await System.IO.File.WriteAllTextAsync(Path.Combine(root, "nuget.config"), $"""
            <configuration>
              <config>
                <add key="globalPackagesFolder" value="{Unpacked}" />
              </config>
              <fallbackPackageFolders>
                <add key="others" value="{others}" />
              </fallbackPackageFolders>
              <packageSources>
                <add key="packed" value="{Feed}" />
              </packageSources>
            </configuration>
            """);
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(root, recursive: true);
        return ValueTask.CompletedTask;
    }

    /// <summary>The packed file of a package.</summary>
    public string File(string id) => Assert.Single(Directory.GetFiles(Feed, $"{id}.*.nupkg"), file => Version(id, file) is not null);

    /// <summary>Whether a project took a package from this feed, not an older one from the machine.</summary>
    public bool WasTaken(string id) => Directory.Exists(Path.Combine(Unpacked, id.ToLowerInvariant(), Version(id, File(id))!));

    /// <summary>A new console application beside the feed that references packages of it.</summary>
    /// <returns>Its folder.</returns>
    public async Task<string> NewProjectAsync(string name, string program, params string[] packages)
    {
        string folder = Directory.CreateDirectory(Path.Combine(root, name)).FullName;
        string references = string.Concat(packages.Select(id => $"""

                <PackageReference Include="{id}" Version="{Version(id, File(id))}" />
            """));
        await System.IO.File.WriteAllTextAsync(Path.Combine(folder, $"{name}.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
              </PropertyGroup>
              <ItemGroup>{references}
                <PackageReference Include="Microsoft.Extensions.Hosting" Version="10.0.13" />
              </ItemGroup>
            </Project>
            """);
        await System.IO.File.WriteAllTextAsync(Path.Combine(folder, "Program.cs"), program);
        return folder;
    }

    /// <summary>A fresh copy of the sample of mistakes beside the feed.</summary>
    internal MistakesSample NewMistakes(string name) => MistakesSample.CopyTo(Path.Combine(root, name), Version("TypedTasks", File("TypedTasks"))!);

    /// <summary>The rules and fixes of the packed package.</summary>
    internal PackedRules Rules() => PackedRules.In(File("TypedTasks"), Path.Combine(root, "rules"));

    /// <summary>The machine's packages but ours: whoever tried out a version from here has it there, and it would be taken instead.</summary>
    private string LinkPackagesOfOthers()
    {
        string machine = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        string others = Directory.CreateDirectory(Path.Combine(root, "others")).FullName;
        if (Directory.Exists(machine))
        {
            foreach (string package in Directory.GetDirectories(machine).Where(path => !Path.GetFileName(path).StartsWith("typedtasks", StringComparison.OrdinalIgnoreCase)))
            {
                Directory.CreateSymbolicLink(Path.Combine(others, Path.GetFileName(package)), package);
            }
        }

        return others;
    }

    // "TypedTasks" is also the beginning of "TypedTasks.Redis.0.1.0": what follows the id must be a number.
    private static string? Version(string id, string file)
    {
        string rest = Path.GetFileNameWithoutExtension(file)[(id.Length + 1)..];
        return char.IsAsciiDigit(rest[0]) ? rest : null;
    }

    private static string Metadata(string key) =>
        typeof(PackageFeed).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(pair => pair.Key == key).Value!;
}
