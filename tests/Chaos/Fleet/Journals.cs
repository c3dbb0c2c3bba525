using System.Text;
using TypedTasks.Redis.WorkerApp;

namespace TypedTasks.Chaos.Fleet;

/// <summary>What all handlers did so far, read on from where it was read last.</summary>
internal sealed class Journals(DirectoryInfo folder)
{
    private readonly List<JournalEntry> entries = [];
    private readonly Dictionary<string, long> read = [];
    private readonly object gate = new();

    /// <summary>All that is written down now; the deeds of one worker are in their order.</summary>
    public IReadOnlyList<JournalEntry> Entries
    {
        get
        {
            lock (gate)
            {
                foreach (FileInfo file in folder.EnumerateFiles("*.journal"))
                {
                    ReadOn(file.FullName);
                }

                return [.. entries];
            }
        }
    }

    private void ReadOn(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        file.Position = read.GetValueOrDefault(path);
        var bytes = new byte[file.Length - file.Position];
        file.ReadExactly(bytes);
        int whole = bytes.AsSpan().LastIndexOf((byte)'\n') + 1;
        read[path] = read.GetValueOrDefault(path) + whole;
        string worker = Path.GetFileNameWithoutExtension(path);
        foreach (string line in Encoding.ASCII.GetString(bytes, 0, whole).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            entries.Add(JournalEntry.Parse(worker, line));
        }
    }
}
