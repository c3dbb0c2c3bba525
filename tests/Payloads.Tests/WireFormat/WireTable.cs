namespace TypedTasks.Payloads.Tests.WireFormat;

/// <summary>The tables of docs/wire-format.md: the test reads what the reader reads.</summary>
public static class WireTable
{
    private const string Head = "| C# | MessagePack | Value | Bytes | Python reads | JavaScript reads |";

    public static readonly IReadOnlyList<WireRow> Rows = [.. Read()];

    /// <summary>The root of the repository.</summary>
    public static string Root
    {
        get
        {
            string? folder = AppContext.BaseDirectory;
            while (folder is not null && !File.Exists(Path.Combine(folder, "TypedTasks.sln")))
            {
                folder = Path.GetDirectoryName(folder);
            }

            return folder ?? throw new DirectoryNotFoundException("The tests do not run below the repository.");
        }
    }

    private static IEnumerable<WireRow> Read()
    {
        bool inside = false;
        foreach (string line in File.ReadLines(Path.Combine(Root, "docs", "wire-format.md")))
        {
            inside = line == Head || (inside && line.StartsWith('|'));
            if (inside && line != Head && !line.StartsWith("|---", StringComparison.Ordinal))
            {
                string[] cells = [.. line[1..^1].Split(" | ").Select(cell => cell.Trim().Trim('`'))];
                yield return new WireRow(cells[0], cells[2], cells[3], cells[4], cells[5]);
            }
        }
    }
}

/// <summary>One row, without its second column, which is prose.</summary>
public sealed record WireRow(string Type, string Value, string Bytes, string Python, string JavaScript)
{
    public string Key => $"{Type} {Value}";
}
