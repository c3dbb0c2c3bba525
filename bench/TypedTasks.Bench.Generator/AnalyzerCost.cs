using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Diagnostics.Telemetry;
using TypedTasks.Analyzers;
using TypedTasks.Generators;

namespace TypedTasks.Bench.Generator;

/// <summary>Runs every analyzer of the package over a project with what was generated, as a build does.</summary>
internal sealed class AnalyzerCost
{
    /// <summary>All that the assembly holds, suppressors too: a new one is measured without being named here.</summary>
    private static readonly ImmutableArray<DiagnosticAnalyzer> All =
    [
        .. typeof(TaskMethodAnalyzer).Assembly.GetTypes()
            .Where(static one => one is { IsAbstract: false } && one.IsSubclassOf(typeof(DiagnosticAnalyzer)))
            .OrderBy(static one => one.FullName, StringComparer.Ordinal)
            .Select(static one => (DiagnosticAnalyzer)Activator.CreateInstance(one)!),
    ];

    private readonly Dictionary<string, List<double>> times = new(StringComparer.Ordinal);

    public static int Count => All.Length;

    /// <summary>The middle of several; each looks at a compilation of its own.</summary>
    /// <returns>What the analyzers took by the compiler's own count (as <c>/reportanalyzer</c> prints it), and what the whole compiler took with them.</returns>
    public (double Own, Cost Whole) Over(Func<int, Compilation> project, int rounds)
    {
        var costs = new List<Cost>();
        var own = new List<double>();
        for (int turn = 0; turn < rounds; turn++)
        {
            Drivers.Of(new TaskGenerator(), tracked: false).RunGeneratorsAndUpdateCompilation(project(turn), out Compilation output, out _);
            (double ran, Cost whole) = Run(output);
            own.Add(ran);
            costs.Add(whole);
        }

        return (own.Order().ElementAt(own.Count / 2), Cost.Median(costs));
    }

    /// <summary>The slowest, by the compiler's own count, in milliseconds.</summary>
    public IEnumerable<(string Analyzer, double Milliseconds)> Slowest(int count) => times
        .Select(static one => (one.Key, one.Value.Order().ElementAt(one.Value.Count / 2)))
        .OrderByDescending(static one => one.Item2)
        .Take(count);

    /// <summary>A project that the compiler or a rule complains of is no sample of a user's.</summary>
    public static IReadOnlyList<string> Complaints(Compilation project)
    {
        Drivers.Of(new TaskGenerator(), tracked: false).RunGeneratorsAndUpdateCompilation(project, out Compilation output, out _);
        return
        [
            .. output.GetDiagnostics().Where(static one => one.Severity == DiagnosticSeverity.Error).Select(static one => one.ToString()),
            .. output.WithAnalyzers(All).GetAnalyzerDiagnosticsAsync().GetAwaiter().GetResult()
                .Where(static one => one.Severity >= DiagnosticSeverity.Warning).Select(static one => one.ToString()),
        ];
    }

    private (double Own, Cost Whole) Run(Compilation output)
    {
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([]), onAnalyzerException: null, concurrentAnalysis: true, logAnalyzerExecutionTime: true);
        AnalysisResult? result = null;
        Cost cost = Cost.Of(() => result = output.WithAnalyzers(All, options).GetAnalysisResultAsync(CancellationToken.None).GetAwaiter().GetResult());
        foreach ((DiagnosticAnalyzer analyzer, AnalyzerTelemetryInfo told) in result!.AnalyzerTelemetryInfo)
        {
            string name = analyzer.GetType().Name;
            if (!times.TryGetValue(name, out List<double>? list))
            {
                times[name] = list = [];
            }

            list.Add(told.ExecutionTime.TotalMilliseconds);
        }

        return (result.AnalyzerTelemetryInfo.Values.Sum(static one => one.ExecutionTime.TotalMilliseconds), cost);
    }
}
