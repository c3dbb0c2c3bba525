using System.Globalization;

namespace TypedTasks.Bench.Reporting;

/// <summary>The targets held against a run.</summary>
internal static class Verdicts
{
    /// <returns>How many targets are missed.</returns>
    public static int Print(Results results)
    {
        int missed = 0;
        foreach (Target target in Targets.All)
        {
            if (target.IsReached(results) is not { } reached)
            {
                continue;
            }

            missed += reached ? 0 : 1;
            Console.WriteLine($"  {(reached ? "reached" : "MISSED "),-8} {target.Cell,-16} {target.Sentence}: {Text(target.Value(results)!.Value)}");
        }

        Console.WriteLine(missed == 0 ? "  every target measured is reached" : string.Create(CultureInfo.InvariantCulture, $"  {missed} targets missed"));
        return missed;
    }

    /// <summary>A number as short as it may be.</summary>
    public static string Text(double value) => value.ToString(Math.Abs(value) >= 100 ? "N0" : "0.##", CultureInfo.InvariantCulture);
}
