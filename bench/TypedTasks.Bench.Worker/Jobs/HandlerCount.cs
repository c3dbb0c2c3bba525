using System.Globalization;

namespace TypedTasks.Bench.Jobs;

/// <summary>What a handler counts, in the .NET peers.</summary>
public sealed class HandlerCount
{
    private const int StampLength = 16;

    private readonly LatencyHistogram waits = new();
    private TaskCompletionSource reached = new();
    private long ran;
    private long expected;
    private long first;
    private long last;

    /// <summary>Completed by the handler that reaches the expected number.</summary>
    public Task Reached => reached.Task;

    /// <summary>Forgets what ran.</summary>
    public void Expect(long count)
    {
        expected = count;
        reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        waits.Clear();
        first = 0;
        last = 0;
        Interlocked.Exchange(ref ran, 0);
    }

    /// <summary>One task was handled.</summary>
    /// <param name="text">Its argument.</param>
    /// <param name="stamped">Whether the argument begins with the time of its sending.</param>
    public void Add(string text, bool stamped = false)
    {
        if (stamped)
        {
            waits.Add(Conversation.Now - long.Parse(text.AsSpan(0, StampLength), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
        }

        long sum = text.Length > 0 ? Interlocked.Increment(ref ran) : 0;
        if (sum == 1)
        {
            Interlocked.Exchange(ref first, Conversation.Now);
        }

        if (sum == expected)
        {
            Interlocked.Exchange(ref last, Conversation.Now);
            reached.TrySetResult();
        }
    }

    /// <summary>What was counted, also where it is not all.</summary>
    public JobReport Report(long start) => new()
    {
        Event = "result",
        Ran = Interlocked.Read(ref ran),
        StartNs = start,
        FirstNs = Interlocked.Read(ref first),
        LastNs = Interlocked.Read(ref last) is var end and not 0 ? end : Conversation.Now,
        P50 = waits.Percentile(0.5),
        P99 = waits.Percentile(0.99),
    };
}
