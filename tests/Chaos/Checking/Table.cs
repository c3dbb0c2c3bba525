using System.Globalization;
using System.Text;

namespace TypedTasks.Chaos.Checking;

/// <summary>The reports as a table of Markdown, and its place in a page.</summary>
internal static class Table
{
    private const string Begin = "<!-- chaos: ./do chaos --write -->";
    private const string End = "<!-- /chaos -->";

    /// <summary>The table.</summary>
    public static string Of(IEnumerable<RowReport> reports)
    {
        var text = new StringBuilder();
        text.AppendLine("| What went wrong | fsync | acknowledged | ran | buried | lost | Delay threw | ran again | first re-run | as before after | |");
        text.AppendLine("|---|---|---:|---:|---:|---:|---:|---:|---:|---:|---|");
        foreach (RowReport one in reports)
        {
            string verdict = one.Wrong.Count > 0 ? "**broken**" : one.Slow.Count > 0 ? "**slow**" : "kept";
            text.AppendLine(CultureInfo.InvariantCulture, $"| {one.Name} | {one.Fsync} | {one.Acknowledged} | {one.Ran} | {one.Buried} | {one.Lost} | {one.NotSent} | {one.Reruns} | {Seconds(one.FirstRerun)} | {Seconds(one.Recovery)} | {verdict} |");
        }

        return text.ToString();
    }

    /// <summary>Puts it between its marks.</summary>
    public static void Write(string page, string table)
    {
        string text = File.ReadAllText(page);
        int from = text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        int to = text.IndexOf(End, StringComparison.Ordinal);
        File.WriteAllText(page, $"{text[..from]}\n{table}{text[to..]}");
    }

    private static string Seconds(TimeSpan? time) =>
        time is { } some ? string.Create(CultureInfo.InvariantCulture, $"{some.TotalSeconds:F1} s") : string.Empty;
}
