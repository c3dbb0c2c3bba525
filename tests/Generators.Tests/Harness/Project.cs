using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace TypedTasks.Generators.Tests.Harness;

/// <summary>A user's project, as strict as one can be: documentation required, every warning looked at.</summary>
internal sealed record Project
{
    private const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    private static readonly ImmutableArray<MetadataReference> Platform =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(static one => !Path.GetFileName(one).StartsWith("TypedTasks.Generators", StringComparison.Ordinal))
            .Select(static one => MetadataReference.CreateFromFile(one)),
    ];

    /// <summary>A referenced project that no task uses, and the same after an edit of a body.</summary>
    public static readonly MetadataReference Neighbour = NeighbourOf("1");

    public static readonly MetadataReference EditedNeighbour = NeighbourOf("1 + 1");

    public string Name { get; init; } = "Shop";

    public IReadOnlyList<string> Sources { get; init; } = [];

    public bool ImplicitUsings { get; init; } = true;

    public bool Nullable { get; init; } = true;

    public bool IsExecutable { get; init; }

    public LanguageVersion Language { get; init; } = LanguageVersion.CSharp12;

    public string? RegistrationName { get; init; }

    /// <summary>Errors of the user's own code that the test wants, such as a proxy that is not there.</summary>
    public IReadOnlyList<string> ExpectedErrors { get; init; } = [];

    public IReadOnlyList<MetadataReference> References { get; init; } = [];

    public CSharpParseOptions Parsing => new(Language, DocumentationMode.Diagnose);

    public CSharpCompilation Compile(bool reversed = false)
    {
        IEnumerable<string> sources = ImplicitUsings ? Sources.Prepend(Usings) : Sources;
        if (reversed)
        {
            sources = sources.Reverse();
        }

        return CSharpCompilation.Create(
            Name,
            sources.Select((one, i) => CSharpSyntaxTree.ParseText(one, Parsing, $"File{i}.cs", System.Text.Encoding.UTF8)),
            [.. Platform, Neighbour, .. References],
            new CSharpCompilationOptions(
                IsExecutable ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary,
                nullableContextOptions: Nullable ? NullableContextOptions.Enable : NullableContextOptions.Disable,
                warningLevel: 9999));
    }

    public GeneratorDriver Driver() => Driver(new TaskGenerator());

    public GeneratorDriver Driver(IIncrementalGenerator generator) => CSharpGeneratorDriver.Create(
        [generator.AsSourceGenerator()],
        parseOptions: Parsing,
        optionsProvider: new Options(RegistrationName),
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    /// <summary>This project as a reference of another.</summary>
    public MetadataReference Build()
    {
        Driver().RunGeneratorsAndUpdateCompilation(Compile(), out Compilation output, out _);
        using var stream = new MemoryStream();
        Microsoft.CodeAnalysis.Emit.EmitResult emitted = output.Emit(stream);
        Assert.True(emitted.Success, string.Join('\n', emitted.Diagnostics));
        return MetadataReference.CreateFromImage(stream.ToArray());
    }

    private static CompilationReference NeighbourOf(string body) => CSharpCompilation.Create(
        "Neighbour",
        [CSharpSyntaxTree.ParseText($"namespace Neighbour; public class Fence {{ public int Height() => {body}; }}")],
        Platform,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary)).ToMetadataReference();

    private sealed class Options(string? registrationName) : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Values(registrationName);

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;
    }

    private sealed class Values(string? registrationName) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out string? value)
        {
            value = key == "build_property.TypedTasksRegistrationName" ? registrationName : null;
            return value is not null;
        }
    }
}
