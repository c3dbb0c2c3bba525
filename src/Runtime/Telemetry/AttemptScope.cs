using System.Collections;
using System.Globalization;

namespace TypedTasks.Telemetry;

/// <summary>The log scope around attempts: every line that a handler writes carries these four. Empty between attempts.</summary>
internal sealed class AttemptScope : IReadOnlyList<KeyValuePair<string, object?>>
{
    private volatile bool running;
    private TaskId id;
    private string name = string.Empty;
    private string queue = string.Empty;
    private int attempt;

    public int Count => running ? 4 : 0;

    public KeyValuePair<string, object?> this[int index] => index switch
    {
        0 => new("TaskId", id),
        1 => new("TaskName", name),
        2 => new("Queue", queue),
        3 => new("Attempt", attempt),
        _ => throw new ArgumentOutOfRangeException(nameof(index)),
    };

    /// <summary>An attempt begins.</summary>
    public void Begin(in AttemptFacts facts)
    {
        (id, name, queue, attempt) = (facts.Id, facts.Name, facts.Queue, facts.Attempt);
        running = true;
    }

    /// <summary>It has ended.</summary>
    public void End() => running = false;

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator()
    {
        for (int i = 0, count = Count; i < count; i++)
        {
            yield return this[i];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override string ToString() => running
        ? string.Create(CultureInfo.InvariantCulture, $"TaskId:{id} TaskName:{name} Queue:{queue} Attempt:{attempt}")
        : string.Empty;
}
