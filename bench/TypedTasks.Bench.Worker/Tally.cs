using System.Globalization;
using TypedTasks.Bench.Jobs;

namespace TypedTasks.Bench.Worker;

/// <summary>What the handlers count.</summary>
internal static class Tally
{
    /// <summary>How many characters of a stamped text hold the time.</summary>
    public const int StampLength = 16;

    private static long ran;
    private static long expected;
    private static long first;
    private static long last;
    private static TaskCompletionSource reached = new();

    public static LatencyHistogram Waits { get; } = new();

    public static long Ran => Interlocked.Read(ref ran);

    public static long FirstNs => Interlocked.Read(ref first);

    public static long LastNs => Interlocked.Read(ref last);

    /// <summary>Completed by the handler that reaches the expected number.</summary>
    public static Task Reached => reached.Task;

    /// <summary>Forgets what ran.</summary>
    public static void Expect(long count)
    {
        expected = count;
        reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Waits.Clear();
        Interlocked.Exchange(ref first, 0);
        Interlocked.Exchange(ref last, 0);
        Interlocked.Exchange(ref ran, 0);
    }

    public static void Count(string text) => Add(text.Length > 0 ? 1 : 0);

    public static void CountStamped(ReadOnlySpan<char> text)
    {
        Waits.Add(Conversation.Now - long.Parse(text[..StampLength], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
        Add(1);
    }

    /// <summary>Several at once, for the floor.</summary>
    public static void Add(int count)
    {
        long sum = Interlocked.Add(ref ran, count);
        if (sum == count)
        {
            Interlocked.Exchange(ref first, Conversation.Now);
        }

        if (sum >= expected && sum - count < expected)
        {
            Interlocked.Exchange(ref last, Conversation.Now);
            reached.TrySetResult();
        }
    }

    /// <summary>What was counted, also where it is not all.</summary>
    public static JobReport Report(long start, long allocatedBefore) => new()
    {
        Event = "result",
        Ran = Ran,
        StartNs = start,
        FirstNs = FirstNs,
        LastNs = LastNs == 0 ? Conversation.Now : LastNs,
        P50 = Waits.Percentile(0.5),
        P99 = Waits.Percentile(0.99),
        Allocated = GC.GetTotalAllocatedBytes(precise: true) - allocatedBefore,
    };
}
