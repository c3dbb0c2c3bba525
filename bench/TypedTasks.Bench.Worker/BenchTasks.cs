using TypedTasks.Bench.Worker;

namespace TypedTasks.Bench;

/// <summary>What is measured: one string argument, deserialized; each counts inside the handler.</summary>
/// <remarks>The name travels with each task: it is about as long as a user's.</remarks>
public static partial class BenchTasks
{
    /// <summary>The base cell: an asynchronous handler that does nothing.</summary>
    [Task]
    public static ValueTask NoOp(string text)
    {
        Tally.Count(text);
        return ValueTask.CompletedTask;
    }

    /// <summary>The same; the text begins with the time of its sending.</summary>
    [Task]
    public static ValueTask Stamped(string text)
    {
        Tally.CountStamped(text);
        return ValueTask.CompletedTask;
    }

    /// <summary>Awaits for a millisecond.</summary>
    [Task]
    public static async Task Wait(string text)
    {
        await Task.Delay(1);
        Tally.Count(text);
    }

    /// <summary>Computes for what takes 10 ms of a core that has nothing else to do.</summary>
    [Task]
    public static ValueTask Burn(string text)
    {
        Burner.Burn();
        Tally.Count(text);
        return ValueTask.CompletedTask;
    }

    /// <summary>Returns a value, which is kept for a day.</summary>
    [Task]
    public static ValueTask<string> Answer(string text)
    {
        Tally.Count(text);
        return ValueTask.FromResult("done");
    }
}
