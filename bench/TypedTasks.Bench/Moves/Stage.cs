using TypedTasks.Bench.Reporting;

namespace TypedTasks.Bench.Moves;

/// <summary>What a scenario is given: the options, and a place for what is to be read beside the table.</summary>
internal sealed class Stage(BenchOptions options)
{
    private readonly List<string> notes = [];

    public BenchOptions Options { get; } = options;

    /// <summary>What the scenarios found worth saying.</summary>
    public IReadOnlyList<string> Notes => notes;

    /// <summary>All rows so far.</summary>
    public List<Measurement> Rows { get; } = [];

    public void Note(string sentence)
    {
        notes.Add(sentence);
        Console.WriteLine("  " + sentence);
    }
}
