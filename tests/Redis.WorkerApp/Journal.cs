using System.Globalization;
using System.Text;

namespace TypedTasks.Redis.WorkerApp;

/// <summary>What a handler did.</summary>
public enum Deed
{
    /// <summary>It was called.</summary>
    Started,

    /// <summary>It is about to return.</summary>
    Ended,

    /// <summary>It is about to throw, as its task says.</summary>
    Failed,

    /// <summary>Its token was cancelled, and it is about to throw.</summary>
    Cancelled,
}

/// <summary>One line of a journal.</summary>
/// <param name="Worker">Whose journal it is: the name of its file.</param>
/// <param name="Id">The task.</param>
/// <param name="Deed">What its handler did.</param>
/// <param name="Attempt">In which attempt.</param>
/// <param name="At">When, by the machine's clock.</param>
public sealed record JournalEntry(string Worker, TaskId Id, Deed Deed, int Attempt, DateTimeOffset At)
{
    /// <summary>Reads a line, without its end.</summary>
    public static JournalEntry Parse(string worker, string line)
    {
        string[] fields = line.Split(' ');
        return new JournalEntry(
            worker,
            TaskId.Parse(fields[0]),
            Enum.Parse<Deed>(fields[1]),
            int.Parse(fields[2], CultureInfo.InvariantCulture),
            DateTimeOffset.Parse(fields[3], CultureInfo.InvariantCulture));
    }
}

/// <summary>
/// A file of one process, with a line for all that its handlers did. A line is one unbuffered write: what was done before a
/// SIGKILL is there afterwards, and nothing is there by half.
/// </summary>
public sealed class Journal(string path) : IDisposable
{
    private readonly FileStream file = new(path, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0);

    /// <summary>Whose journal it is: the name of its file.</summary>
    public string Worker { get; } = Path.GetFileNameWithoutExtension(path);

    /// <summary>Adds a line.</summary>
    public void Add(TaskContext task, Deed deed)
    {
        byte[] line = Encoding.ASCII.GetBytes(string.Create(
            CultureInfo.InvariantCulture, $"{task.Id} {deed} {task.Attempt} {DateTimeOffset.UtcNow:O}\n"));
        lock (file)
        {
            file.Write(line);
        }
    }

    /// <summary>Reads what is there now, while its process may still write.</summary>
    public static IReadOnlyList<JournalEntry> Read(string path)
    {
        using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        string worker = Path.GetFileNameWithoutExtension(path);
        return [.. reader.ReadToEnd().Split('\n')[..^1].Select(line => JournalEntry.Parse(worker, line))];
    }

    /// <inheritdoc/>
    public void Dispose() => file.Dispose();
}
