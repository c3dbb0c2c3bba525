using System.Collections.Concurrent;

namespace TypedTasks.Telemetry;

/// <summary>The names of spans, by queue: made once for each of the first 1,000 queues.</summary>
/// <param name="verb">What a name begins with.</param>
internal sealed class SpanNames(string verb)
{
    private const int MaxKept = 1000;

    private readonly ConcurrentDictionary<string, string> names = new(StringComparer.Ordinal);
    private int kept;

    /// <summary>The name of a span of a queue.</summary>
    public string Of(string queue)
    {
        if (names.TryGetValue(queue, out string? name))
        {
            return name;
        }

        name = verb + queue;
        if (Volatile.Read(ref kept) < MaxKept && names.TryAdd(queue, name))
        {
            Interlocked.Increment(ref kept);
        }

        return name;
    }
}
