using TypedTasks.Bench.Systems;

namespace TypedTasks.Bench.Reporting;

/// <summary>All rows of a run, to be asked for by cell and system.</summary>
internal sealed class Results(IReadOnlyList<Measurement> rows)
{
    public IReadOnlyList<Measurement> Rows => rows;

    /// <summary>A row that counts, or null.</summary>
    public Measurement? Find(string cell, string system = "typedtasks") =>
        rows.FirstOrDefault(row => row.Scenario == cell && row.System == system && row.Void is null);

    /// <summary>How many times as many tasks typedtasks moves in a second.</summary>
    public double? Times(string cell, string system) => Find(cell)?.TasksPerSecond / Find(cell, system)?.TasksPerSecond;

    /// <summary>The same, where a void row counts as what its system is known to do: more than it did here, so that nothing is gained by it.</summary>
    public double? TimesKnown(string cell, BenchSystem peer) =>
        rows.FirstOrDefault(row => row.Scenario == cell && row.System == peer.Name) is { } row
            ? Find(cell)?.TasksPerSecond / (row.Void is null ? row.TasksPerSecond : peer.Known[cell])
            : null;

    /// <summary>How many times as long a task takes in one cell as in another.</summary>
    public double? Cost(string cell, string than) => Find(than)?.TasksPerSecond / Find(cell)?.TasksPerSecond;
}
