using System.Collections;
using System.Globalization;

namespace TypedTasks.Telemetry;

/// <summary>The log scope of an attempt: every line that a handler writes carries these four.</summary>
internal sealed class AttemptScope(TaskContext context) : IReadOnlyList<KeyValuePair<string, object?>>
{
    public int Count => 4;

    public KeyValuePair<string, object?> this[int index] => index switch
    {
        0 => new("TaskId", context.Id),
        1 => new("TaskName", context.Name),
        2 => new("Queue", context.Queue),
        3 => new("Attempt", context.Attempt),
        _ => throw new ArgumentOutOfRangeException(nameof(index)),
    };

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator()
    {
        for (int i = 0; i < Count; i++)
        {
            yield return this[i];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"TaskId:{context.Id} TaskName:{context.Name} Queue:{context.Queue} Attempt:{context.Attempt}");
}
