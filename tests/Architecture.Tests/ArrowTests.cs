using System.Text.RegularExpressions;

namespace TypedTasks.Architecture.Tests;

/// <summary>The arrows of docs/architecture.md hold in the compiled runtime, and the check can fail.</summary>
public sealed partial class ArrowTests
{
    [Fact]
    public void No_room_uses_one_that_it_has_no_arrow_to() =>
        Assert.Empty(Rooms.Violations(typeof(TaskDefinition).Assembly.Location, "TypedTasks"));

    [Fact]
    public void A_planted_forbidden_reference_is_found()
    {
        IReadOnlyList<string> found = Rooms.Violations(typeof(ArrowTests).Assembly.Location, "TypedTasks.Planted");

        string violation = Assert.Single(found);
        Assert.StartsWith("Worker -> Client:", violation, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_folder_of_the_runtime_is_a_room_with_a_row()
    {
        string runtime = Path.Combine(Repository.Root, "src", "Runtime");
        IEnumerable<string> folders = Directory.GetDirectories(runtime)
            .Select(path => Path.GetFileName(path))
            .Where(name => name is not ("bin" or "obj" or "buildTransitive"));

        Assert.Equal(Rooms.Arrows.Keys.Order(StringComparer.Ordinal), folders.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_drawing_has_the_arrows_that_are_held()
    {
        ILookup<string, string> drawn = DrawnArrow().Matches(Repository.Read("docs/architecture.md"))
            .ToLookup(match => match.Groups[1].Value, match => match.Groups[2].Value);

        // What leads to a room over others is not drawn twice, and Telemetry is told in words.
        foreach ((string room, string[] used) in Rooms.Arrows.Where(arrow => arrow.Key != "Telemetry"))
        {
            Assert.Subset(used.ToHashSet(), drawn[room].ToHashSet());
            Assert.Equal(used.Except(["Telemetry"]).Order(), Reached(room).Except(["Telemetry"]).Order());
        }

        HashSet<string> Reached(string room) => [.. drawn[room].SelectMany(next => Reached(next).Append(next))];
    }

    [Theory]
    [InlineData("TypedTasks", "StackExchange.Redis")]
    [InlineData("TypedTasks", "Microsoft.CodeAnalysis")]
    [InlineData("TypedTasks.Testing", "StackExchange.Redis")]
    public void Only_the_Redis_room_knows_a_driver(string assembly, string forbidden)
    {
        string path = Path.Combine(Path.GetDirectoryName(typeof(ArrowTests).Assembly.Location)!, assembly + ".dll");
        using var module = Mono.Cecil.ModuleDefinition.ReadModule(path);

        Assert.DoesNotContain(module.AssemblyReferences, reference => reference.Name.StartsWith(forbidden, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Generators")]
    [InlineData("Analyzers")]
    public void Generators_and_analyzers_meet_only_in_Roslyn_Shared(string project)
    {
        string text = File.ReadAllText(Path.Combine(Repository.Root, "src", project, $"TypedTasks.{project}.csproj"));

        Assert.DoesNotContain("ProjectReference", text, StringComparison.Ordinal);
        Assert.Contains("Roslyn.Shared", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_contract_knows_neither_a_compiler_nor_a_broker_nor_a_file()
    {
        string[] sources = [.. Directory.EnumerateFiles(Path.Combine(Repository.Root, "src", "Contract.Shared"), "*.cs").Select(File.ReadAllText)];

        Assert.NotEmpty(sources);
        Assert.All(sources, text => Assert.DoesNotMatch("Microsoft\\.CodeAnalysis|MessagePack|TypedTasks\\.(Brokers|Redis|Envelopes|Roslyn)|System\\.IO|\\bFile\\.", text));
    }

    [Fact]
    public void The_command_knows_the_contract_and_the_ports_and_no_compiler()
    {
        string project = Repository.Read("src/CommandLine/TypedTasks.Tool.csproj");
        string[] references = [.. Repository.Xml("src/CommandLine/TypedTasks.Tool.csproj").Descendants("ProjectReference").Select(one => one.Attribute("Include")!.Value)];

        Assert.Equal(["../Redis/TypedTasks.Redis.csproj"], references);
        Assert.Contains("Contract.Shared", project, StringComparison.Ordinal);
        Assert.DoesNotContain("CodeAnalysis", project, StringComparison.Ordinal);
    }

    [Fact]
    public void Parsing_and_Emitting_never_meet()
    {
        string generators = Path.Combine(Repository.Root, "src", "Generators");

        Assert.DoesNotContain(Sources(generators, "Parsing"), text => text.Contains(".Emitting", StringComparison.Ordinal));
        Assert.DoesNotContain(Sources(generators, "Emitting"), text => text.Contains(".Parsing", StringComparison.Ordinal));

        // SourceText is how the compiler takes a text; symbols and syntax are what must not come so far.
        Assert.DoesNotContain(
            Sources(generators, "Emitting"),
            text => text.Replace("Microsoft.CodeAnalysis.Text", string.Empty, StringComparison.Ordinal).Contains("Microsoft.CodeAnalysis", StringComparison.Ordinal));
        Assert.DoesNotContain(Sources(generators, "Model"), text => text.Contains("Microsoft.CodeAnalysis", StringComparison.Ordinal));
    }

    [GeneratedRegex("^  (\\w+) --> (\\w+)$", RegexOptions.Multiline)]
    private static partial Regex DrawnArrow();

    private static string[] Sources(string project, string room)
    {
        string[] sources = [.. Directory.EnumerateFiles(Path.Combine(project, room), "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText)];
        Assert.NotEmpty(sources);
        return sources;
    }
}
