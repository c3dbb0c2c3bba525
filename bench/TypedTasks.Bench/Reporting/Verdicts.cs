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

    /// <summary>The same as a table; that nothing was lost is one line for all cells.</summary>
    public static IEnumerable<string> Markdown(Results results)
    {
        yield return "| target | measured | |";
        yield return "|---|--:|---|";
        foreach (IGrouping<string, Target> alike in Targets.All.Where(target => target.IsReached(results) is not null).GroupBy(static target => target.Sentence))
        {
            Target worst = alike.FirstOrDefault(target => target.IsReached(results) == false) ?? alike.First();
            string cells = alike.Count() == 1 ? string.Empty : $" ({string.Join(", ", alike.Select(static target => target.Cell))})";
            yield return $"| {worst.Sentence}{cells} | {Text(worst.Value(results)!.Value)} | {(worst.IsReached(results) == true ? "reached" : "**missed**")} |";
        }
    }

    /// <summary>A number as short as it may be.</summary>
    public static string Text(double value) => value.ToString(Math.Abs(value) >= 100 ? "N0" : "0.##", CultureInfo.InvariantCulture);
}
