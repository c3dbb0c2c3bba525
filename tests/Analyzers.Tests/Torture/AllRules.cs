using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using TypedTasks.Analyzers.Tests.Harness;

namespace TypedTasks.Analyzers.Tests.Torture;

/// <summary>The generator and every analyzer over a compilation, for what they say and for whether they live.</summary>
internal static class AllRules
{
    /// <summary>Not a measurement: what takes so long never ends.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>What our rules say, after the generator has run. The compiler's own opinion is not asked: it costs as much again.</summary>
    public static async Task<ImmutableArray<Diagnostic>> SayAsync(Compilation compilation)
    {
        CSharpGeneratorDriver
            .Create(Shipped.Generators.Select(generator => generator.AsSourceGenerator()), parseOptions: UserProject.ParseOptions)
            .RunGeneratorsAndUpdateCompilation(compilation, out var generated, out var news);

        Assert.Empty(news); // CS8785: the generator threw
        return await SayOfGeneratedAsync(generated);
    }

    /// <summary>What our rules say of a compilation that has the generator's files.</summary>
    public static async Task<ImmutableArray<Diagnostic>> SayOfGeneratedAsync(Compilation generated)
    {
        using var patience = new CancellationTokenSource(Patience);
        var faults = new ConcurrentQueue<string>();
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([]),
            onAnalyzerException: (exception, analyzer, _) => faults.Enqueue($"{analyzer}: {exception}"),
            concurrentAnalysis: true,
            logAnalyzerExecutionTime: false,
            reportSuppressedDiagnostics: false);
        var diagnostics = await generated.WithAnalyzers(Shipped.Analyzers, options).GetAnalyzerDiagnosticsAsync(patience.Token);

        Assert.True(faults.IsEmpty, string.Join('\n', faults.Take(5)));
        return diagnostics;
    }
}
