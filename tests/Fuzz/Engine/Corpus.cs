using System.Text;

namespace TypedTasks.Fuzz.Engine;

/// <summary>The kept inputs: <c>Corpus/target/what-it-is.hex</c>, lines of hex with comments behind <c>#</c>, or <c>.txt</c> as it stands.</summary>
internal static class Corpus
{
    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Corpus");

    /// <summary>The inputs kept for a target by name, in order of the names.</summary>
    public static IReadOnlyList<(string Name, byte[] Bytes)> Of(string target)
    {
        string folder = Path.Combine(Folder, target);
        return Directory.Exists(folder)
            ? [.. Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal).Select(static file => (Path.GetFileName(file), Read(file)))]
            : [];
    }

    /// <summary>The names of the folders.</summary>
    public static IEnumerable<string> Targets => Directory.EnumerateDirectories(Folder).Select(static one => Path.GetFileName(one)).Order(StringComparer.Ordinal);

    /// <summary>Reads one file.</summary>
    public static byte[] Read(string file) => Path.GetExtension(file) == ".hex"
        ? Convert.FromHexString(string.Concat(File.ReadLines(file).Select(static line => line.Split('#')[0].Trim())))
        : Encoding.UTF8.GetBytes(File.ReadAllText(file).ReplaceLineEndings("\n"));

    /// <summary>An input as a file of the corpus.</summary>
    public static string Text(byte[] input, string comment)
    {
        var text = new StringBuilder();
        foreach (string line in comment.ReplaceLineEndings("\n").Split('\n'))
        {
            text.Append("# ").Append(line.TrimEnd()).Append('\n');
        }

        foreach (byte[] part in input.Chunk(40))
        {
            text.Append(Convert.ToHexString(part)).Append('\n');
        }

        return text.ToString();
    }
}
