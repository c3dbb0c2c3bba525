using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using TypedTasks.Contract;

namespace TypedTasks.Analyzers.Contract;

/// <summary>Turns the changes of one compilation into diagnostics, each where a person would look for it.</summary>
internal sealed class ContractReport
{
    private readonly ContractFile file;
    private readonly string path;
    private readonly SourceText text;
    private readonly Lazy<State> state;

    public ContractReport(ContractFile file, string path, SourceText text, Compilation compilation)
    {
        (this.file, this.path, this.text) = (file, path, text);
        state = new(() => new State(file.Contract, ContractBuild.Of(compilation)));
    }

    /// <summary>The tasks of a type, and the type itself where it travels.</summary>
    public void OfType(INamedTypeSymbol type, Action<Diagnostic> report)
    {
        var now = state.Value;
        if (now.Tasks.TryGetValue(type, out var tasks))
        {
            foreach (var task in tasks)
            {
                foreach (var change in now.Comparison.OfTask(now.Build.Contract.Tasks[task]))
                {
                    Report(change, report, Place(now.Build.MethodOf(task)!, change.Member));
                }

                foreach (var shape in now.Foreign[task])
                {
                    OfShape(shape, now.Build.MethodOf(task)!, report);
                }
            }
        }

        foreach (var shape in now.Shapes[type])
        {
            OfShape(shape, type, report);
        }
    }

    /// <summary>The names that are gone, at their lines of the file.</summary>
    public void OfRemoved(Action<Diagnostic> report)
    {
        var now = state.Value;
        foreach (var change in now.Comparison.OfRemoved().Where(one => !now.Build.IsBroken(one.Member ?? one.Subject)))
        {
            Report(change, report, LineOf(path, text, file.LineOfTask(change.Subject)));
        }
    }

    public static Location LineOf(string path, SourceText text, int line)
    {
        var span = text.Lines[Math.Min(line, text.Lines.Count) - 1].Span;
        return Location.Create(path, span, text.Lines.GetLinePositionSpan(span));
    }

    private void OfShape(ShapeEntry shape, ISymbol place, Action<Diagnostic> report)
    {
        foreach (var change in state.Value.Comparison.OfShape(shape))
        {
            Report(change, report, Place(place, change.Member));
        }
    }

    private static void Report(ContractChange change, Action<Diagnostic> report, Location place) => report(Diagnostic.Create(
        ContractRules.For(change.Kind),
        place,
        ImmutableDictionary<string, string?>.Empty.Add(ContractAnalyzer.Subject, change.Subject).Add(ContractAnalyzer.Other, change.Member),
        change.Message));

    private static Location Place(ISymbol symbol, string? member)
    {
        var inner = symbol switch
        {
            IMethodSymbol method => method.Parameters.FirstOrDefault(one => one.Name == member),
            INamedTypeSymbol type when member is not null => type.GetMembers(member).FirstOrDefault(),
            _ => (ISymbol?)null,
        };
        return (inner is null ? symbol.Locations : inner.Locations.AddRange(symbol.Locations)).FirstOrDefault(static one => one.IsInSource) ?? Location.None;
    }

    /// <summary>What needs the whole compilation: built when the first type asks.</summary>
    private sealed class State
    {
        public State(WireContract file, ContractBuild build)
        {
            Build = build;
            Comparison = new ContractComparison(file, build.Contract);
            var tasks = new Dictionary<INamedTypeSymbol, List<string>>(SymbolEqualityComparer.Default);
            var foreign = new List<(string Task, ShapeEntry Shape)>();
            var told = new HashSet<string>(StringComparer.Ordinal);
            foreach (var task in build.Contract.Tasks.Values)
            {
                var host = build.MethodOf(task.Name)!.ContainingType;
                if (!tasks.TryGetValue(host, out var names))
                {
                    tasks.Add(host, names = []);
                }

                names.Add(task.Name);

                // A shape of another assembly has no place of its own: the first task that reaches it speaks for it.
                foreign.AddRange(build.Contract.Reach(task.Shapes()).Where(one => !IsInSource(one) && told.Add(one.Name)).Select(one => (task.Name, one)));
            }

            Tasks = tasks;
            Foreign = foreign.ToLookup(static one => one.Task, static one => one.Shape);
            Shapes = build.Contract.Shapes.Values.Where(IsInSource).ToLookup(one => build.TypeOf(one.Name)!, (IEqualityComparer<INamedTypeSymbol>)SymbolEqualityComparer.Default);

            bool IsInSource(ShapeEntry shape) => build.TypeOf(shape.Name) is { } type && type.Locations.Any(static one => one.IsInSource);
        }

        public ContractBuild Build { get; }

        public ContractComparison Comparison { get; }

        public Dictionary<INamedTypeSymbol, List<string>> Tasks { get; }

        public ILookup<string, ShapeEntry> Foreign { get; }

        public ILookup<INamedTypeSymbol, ShapeEntry> Shapes { get; }
    }
}
