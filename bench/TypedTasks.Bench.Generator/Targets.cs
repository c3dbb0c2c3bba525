namespace TypedTasks.Bench.Generator;

/// <summary>What must hold; the process fails when something does not.</summary>
/// <remarks>Times are of processors: on a machine that has nothing else to do nobody waits longer than that.</remarks>
internal static class Targets
{
    private const double ColdAt1000 = 500;
    private const double AnalyzersAt1000 = 2_000;
    private const double TimesLookUp = 4;
    private const double From1000To5000 = 6;

    public static IEnumerable<string> Missed(IReadOnlyList<Row> rows)
    {
        double cold = Cold(rows, 1_000);
        if (cold > ColdAt1000)
        {
            yield return $"cold at 1,000 tasks: {cold:0} ms, wanted {ColdAt1000:0}";
        }

        if (Cold(rows, 5_000) / cold is var growth and > From1000To5000)
        {
            yield return $"t(5,000) is {growth:0.0} x t(1,000), wanted {From1000To5000:0}";
        }

        foreach (Row row in rows.Where(static one => one.Tasks >= 1_000 && one.Run != "cold" && one.Run != nameof(Edit.Signature) && one.TimesLookUp > TimesLookUp))
        {
            yield return $"{row.Run} at {row.Tasks:N0} tasks: {row.TimesLookUp:0.0} x the empty look-up, wanted {TimesLookUp:0}";
        }

        if (rows.First(static one => one is { Tasks: 1_000, Run: "cold" }).Analyzers is { } analyzers and > AnalyzersAt1000)
        {
            yield return $"analyzers at 1,000 tasks: {analyzers:0} ms, wanted {AnalyzersAt1000:0}";
        }
    }

    private static double Cold(IReadOnlyList<Row> rows, int tasks) => rows.First(one => one.Tasks == tasks && one.Run == "cold").Generator.Cpu;
}
