using System.Globalization;
using TypedTasks;

namespace Weather;

/// <summary>One started attempt.</summary>
public sealed record JournalEntry(string Name, TaskId Id, int Attempt, DateTimeOffset At);

/// <summary>
/// A file with a line for every attempt that a handler started: what the worker really ran, to be compared with what was sent.
/// </summary>
public sealed class Journal(string path) : IDisposable
{
    private static readonly Lazy<Journal> FromEnvironment =
        new(() => new Journal(Environment.GetEnvironmentVariable("WEATHER_JOURNAL") ?? "journal.txt"));

    private readonly StreamWriter writer =
        new(new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite)) { AutoFlush = true };

    /// <summary>The journal of this process: the file that the variable WEATHER_JOURNAL names.</summary>
    public static Journal Current => FromEnvironment.Value;

    public void Add(TaskContext task)
    {
        DateTimeOffset now = DateTimeOffset.UtcNow;
        string line = string.Create(CultureInfo.InvariantCulture, $"{task.Name} {task.Id} {task.Attempt} {now:O}");
        lock (writer)
        {
            writer.WriteLine(line);
        }
    }

    /// <summary>Reads what is there now, while a worker may still write.</summary>
    public static IReadOnlyList<JournalEntry> Read(string path)
    {
        using var reader = new StreamReader(new FileStream(path, FileMode.OpenOrCreate, FileAccess.Read, FileShare.ReadWrite));
        string[] lines = reader.ReadToEnd().Split('\n')[..^1]; // what follows the last line end is being written
        return
        [
            .. from line in lines
               let fields = line.Split(' ')
               select new JournalEntry(
                   fields[0],
                   TaskId.Parse(fields[1]),
                   int.Parse(fields[2], CultureInfo.InvariantCulture),
                   DateTimeOffset.Parse(fields[3], CultureInfo.InvariantCulture)),
        ];
    }

    public void Dispose() => writer.Dispose();
}
