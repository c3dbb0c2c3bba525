namespace TypedTasks.Soak;

/// <summary>What runs for hours.</summary>
public static partial class Work
{
    /// <summary>Returns at once.</summary>
    /// <param name="payload">Bytes that travel.</param>
    [Task]
    public static void Touch(byte[] payload) => ArgumentNullException.ThrowIfNull(payload);

    /// <summary>Returns a value, which is kept for a while.</summary>
    /// <param name="number">Anything.</param>
    [Task(KeepResult = "5s")]
    public static async Task<string> Answer(int number)
    {
        await Task.Delay(2);
        return new string('x', number % 500);
    }

    /// <summary>Fails once; its second attempt ends well.</summary>
    /// <param name="task">Its context.</param>
    [Task(Retries = 2, Backoff = BackoffKind.Fixed, FirstDelay = "500ms")]
    public static void Stumble(TaskContext task)
    {
        if (task.Attempt == 1)
        {
            throw new InvalidOperationException("It fails once.");
        }
    }

    /// <summary>Fails for good, and again when it is replayed.</summary>
    /// <param name="task">Its context.</param>
    [Task]
    public static void GiveUp(TaskContext task) => throw task.Stop("It fails for good.");

    /// <summary>What the managed heap of this process holds once all garbage is collected, in bytes.</summary>
    [Task(KeepResult = "5s")]
    public static long Heap() => Garbage.Collected();
}
