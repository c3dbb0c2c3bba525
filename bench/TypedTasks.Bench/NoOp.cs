namespace TypedTasks.Bench;

/// <summary>The base cell: one string argument, an asynchronous handler that does nothing but count.</summary>
public static partial class NoOp
{
    private static long ran;

    /// <summary>How often the handler ran.</summary>
    public static long Ran => Interlocked.Read(ref ran);

    /// <summary>Completed by the handler that reaches the expected number.</summary>
    public static TaskCompletionSource Reached { get; private set; } = new();

    private static long expected;

    /// <summary>Forgets what ran.</summary>
    public static void Expect(long count)
    {
        expected = count;
        Reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Interlocked.Exchange(ref ran, 0);
    }

    /// <summary>Counts.</summary>
    [Task]
    public static ValueTask Count(string text)
    {
        if (text.Length > 0 && Interlocked.Increment(ref ran) == expected)
        {
            Reached.SetResult();
        }

        return ValueTask.CompletedTask;
    }
}
