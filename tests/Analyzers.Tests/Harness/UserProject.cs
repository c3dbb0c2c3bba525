using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace TypedTasks.Analyzers.Tests.Harness;

/// <summary>A project as a user has it: TypedTasks referenced, implicit usings, nullable on, generator and every analyzer running.</summary>
internal static class UserProject
{
    public const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using TypedTasks;
        """;

    public static CSharpParseOptions ParseOptions { get; } = new(LanguageVersion.Latest, DocumentationMode.Diagnose);

    public static CSharpCompilationOptions Options { get; } =
        new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, allowUnsafe: true);

    public static ImmutableArray<MetadataReference> References { get; } = [.. LoadReferences()];

    public static Compilation Compile(params IEnumerable<string> sources)
    {
        var texts = sources.ToList();
        var trees = texts
            .Select(ReferencedProjects.LastOf)
            .Prepend(ImplicitUsings)
            .Select((source, index) => CSharpSyntaxTree.ParseText(source, ParseOptions, $"File{index}.cs"))
            .ToList();
        return CSharpCompilation.Create("Shop", trees, References.AddRange(texts.SelectMany(ReferencedProjects.In)), OptionsFor(trees));
    }

    /// <summary>A source with statements of its own is a program, others are a library.</summary>
    public static CSharpCompilationOptions OptionsFor(IEnumerable<SyntaxTree> trees) =>
        Options.WithOutputKind(trees.Any(tree => tree.GetCompilationUnitRoot().Members.Any(member => member is GlobalStatementSyntax))
            ? OutputKind.ConsoleApplication
            : OutputKind.DynamicallyLinkedLibrary);

    /// <summary>What the user sees: errors of the compiler and of the generator, and everything that the analyzers say.</summary>
    /// <param name="compilation">The project.</param>
    /// <param name="contract">Its contract file, or null where it has none.</param>
    public static async Task<ImmutableArray<Diagnostic>> DiagnoseAsync(Compilation compilation, string? contract = null)
    {
        CSharpGeneratorDriver
            .Create(Shipped.Generators.Select(generator => generator.AsSourceGenerator()), parseOptions: ParseOptions)
            .RunGeneratorsAndUpdateCompilation(compilation, out var generated, out var generatorDiagnostics);

        var faults = new List<string>();
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions(contract is null ? [] : [new ContractText(contract)]),
            onAnalyzerException: (exception, analyzer, _) => faults.Add($"{analyzer}: {exception}"),
            concurrentAnalysis: true,
            logAnalyzerExecutionTime: false,
            reportSuppressedDiagnostics: false);
        var diagnostics = await generated.WithAnalyzers(Shipped.Analyzers, options).GetAllDiagnosticsAsync();

        Assert.True(faults.Count == 0, string.Join(Environment.NewLine, faults));
        Assert.DoesNotContain(diagnostics, diagnostic => diagnostic.Id == "AD0001");
        Assert.DoesNotContain(generatorDiagnostics, diagnostic => diagnostic.Id == "CS8785");
        return
        [
            .. generatorDiagnostics,
            .. diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error || IsOurs(diagnostic)),
        ];
    }

    public static bool IsOurs(Diagnostic diagnostic) => diagnostic.Id.StartsWith("TT", StringComparison.Ordinal);

    private sealed class ContractText(string text) : AdditionalText
    {
        public override string Path => "/shop/TypedTasks.Contract.txt";

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
    }

    private static IEnumerable<MetadataReference> LoadReferences()
    {
        var framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        foreach (var path in ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator))
        {
            var name = Path.GetFileNameWithoutExtension(path);
            if (Path.GetDirectoryName(path) == framework
                || name == "TypedTasks"
                || name.StartsWith("MessagePack", StringComparison.Ordinal)
                || name.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal))
            {
                yield return MetadataReference.CreateFromFile(path);
            }
        }
    }
}
