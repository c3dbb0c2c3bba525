using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using TypedTasks.Generators;
using TypedTasks.Roslyn;

namespace TypedTasks.Bench.Generator;

/// <summary>Runs the generator beside the empty look-up, turn by turn, over projects that nobody looked at before.</summary>
internal sealed class GeneratorCost(SampleProject project, int rounds)
{
    /// <summary>A fresh driver over a fresh compilation, in a process that is warm.</summary>
    public Row Cold()
    {
        var pairs = new List<(Cost LookUp, Cost Generator)>();
        for (int turn = 0; turn < rounds; turn++)
        {
            pairs.Add((
                Of(static () => EmptyLookup.Driver(), new SampleProject(project.Tasks).Compilation),
                Of(static () => Drivers.Of(new TaskGenerator(), tracked: false), new SampleProject(project.Tasks).Compilation)));
        }

        return RowOf("cold", pairs);
    }

    /// <summary>A driver that has run before meets an edit.</summary>
    public Row After(Edit edit)
    {
        GeneratorDriver generator = Drivers.Of(new TaskGenerator(), tracked: false).RunGenerators(project.Compilation);
        GeneratorDriver lookUp = EmptyLookup.Driver().RunGenerators(project.Compilation);
        var pairs = new List<(Cost LookUp, Cost Generator)>();
        for (int turn = 0; turn < rounds; turn++)
        {
            pairs.Add((Of(() => lookUp, project.After(edit, turn)), Of(() => generator, project.After(edit, turn))));
        }

        return RowOf(edit.ToString(), pairs);
    }

    /// <summary>What the edit made the generator do again, by the names of the steps; nothing, when it is unrelated.</summary>
    public IReadOnlyList<string> RedoneAfter(Edit edit)
    {
        GeneratorRunResult result = Drivers.Of(new TaskGenerator(), tracked: true)
            .RunGenerators(project.Compilation).RunGenerators(project.After(edit, 0)).GetRunResult().Results.Single();
        return
        [
            .. result.TrackedSteps.Where(static one => TrackingNames.All.Contains(one.Key) && one.Value.SelectMany(static step => step.Outputs)
                .Any(static output => output.Reason is not (IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged))).Select(static one => one.Key),
            .. result.TrackedOutputSteps.Where(static one => one.Value.SelectMany(static step => step.Outputs)
                .Any(static output => output.Reason is not IncrementalStepRunReason.Cached)).Select(static one => one.Key),
        ];
    }

    /// <summary>How often payload types were looked at in one run, and how many there are.</summary>
    public (int Looks, int Types) Payloads()
    {
        CSharpCompilation compilation = new SampleProject(project.Tasks).Compilation;
        Drivers.Of(new TaskGenerator(), tracked: false).RunGenerators(compilation);
        PayloadShapes shapes = PayloadShapes.Of(compilation);
        return (shapes.Looks, shapes.Types);
    }

    private static Cost Of(Func<GeneratorDriver> driver, CSharpCompilation compilation)
    {
        GeneratorDriver made = driver();
        return Cost.Of(() => made.RunGenerators(compilation));
    }

    private Row RowOf(string run, List<(Cost LookUp, Cost Generator)> pairs)
    {
        double[] ratios = [.. pairs.Select(static one => one.Generator.Cpu / one.LookUp.Cpu).Order()];
        return new Row
        {
            Tasks = project.Tasks,
            Run = run,
            Generator = Cost.Median([.. pairs.Select(static one => one.Generator)]),
            LookUp = Cost.Median([.. pairs.Select(static one => one.LookUp)]),
            TimesLookUp = ratios[ratios.Length / 2],
        };
    }
}
