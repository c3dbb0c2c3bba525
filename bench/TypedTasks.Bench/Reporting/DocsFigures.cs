using System.Globalization;

namespace TypedTasks.Bench.Reporting;

/// <summary>Writes the figures between two markers of docs/performance.md.</summary>
internal static class DocsFigures
{
    private const string Begin = "<!-- figures: written by ./do bench --write-docs -->";
    private const string End = "<!-- end of figures -->";

    private static readonly string Page = Path.Combine("docs", "performance.md");

    public static void Write(string machine, TimeSpan took, Results results, IReadOnlyList<string> notes)
    {
        string text = File.ReadAllText(Page);
        int begin = text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        int end = text.IndexOf(End, StringComparison.Ordinal);
        if (begin < Begin.Length || end < begin)
        {
            throw new InvalidOperationException($"{Page} has lost its markers '{Begin}' and '{End}'");
        }

        string run = string.Create(CultureInfo.InvariantCulture, $"{machine}; one run of {took.TotalMinutes:0.0} minutes.");
        IEnumerable<string> lines =
        [
            run, string.Empty, .. Verdicts.Markdown(results), string.Empty, .. Table.Markdown(results), string.Empty, .. notes.Select(static note => "- " + note),
        ];
        File.WriteAllText(Page, $"{text[..begin]}\n{string.Join('\n', lines).TrimEnd()}\n{text[end..]}");
    }
}
