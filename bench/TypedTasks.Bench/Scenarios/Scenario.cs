using TypedTasks.Bench.Moves;
using TypedTasks.Bench.Reporting;
using TypedTasks.Bench.Systems;

namespace TypedTasks.Bench.Scenarios;

/// <summary>What is measured, and of whom.</summary>
/// <param name="Name">What <c>./do bench</c> takes.</param>
/// <param name="Sentence">What it is.</param>
/// <param name="Systems">Who takes part; the others have nothing comparable, or take too long.</param>
/// <param name="Measure">Measures one system; a scenario of several cells gives several rows.</param>
internal sealed record Scenario(
    string Name, string Sentence, IReadOnlyList<BenchSystem> Systems, Func<Stage, BenchSystem, Task<IReadOnlyList<Measurement>>> Measure)
{
    /// <summary>A scenario of one cell.</summary>
    public static Scenario OfOne(string name, string sentence, IReadOnlyList<BenchSystem> systems, Func<Stage, BenchSystem, Task<Measurement>> measure) =>
        new(name, sentence, systems, async (stage, system) => [await measure(stage, system)]);

    /// <summary>A scenario of several cells, each measured by itself.</summary>
    public static Scenario OfSeveral<T>(
        string name, string sentence, IReadOnlyList<BenchSystem> systems, IReadOnlyList<T> cells, Func<Stage, BenchSystem, T, Task<Measurement>> measure) =>
        new(name, sentence, systems, async (stage, system) =>
        {
            var rows = new List<Measurement>();
            foreach (T cell in cells)
            {
                rows.Add(await measure(stage, system, cell));
            }

            return rows;
        });
}
