using TypedTasks.Bench.Jobs;

namespace TypedTasks.Bench.Hangfire;

/// <summary>What Hangfire calls by reflection; the counting is ours.</summary>
public static class Handlers
{
    /// <summary>What the handlers count.</summary>
    public static HandlerCount Handled { get; } = new();

    /// <summary>The base cell.</summary>
    public static void NoOp(string text) => Handled.Add(text);

    /// <summary>The text begins with the time of its sending.</summary>
    public static void Stamped(string text) => Handled.Add(text, stamped: true);

    /// <summary>Awaits for a millisecond.</summary>
    public static async Task Wait(string text)
    {
        await Task.Delay(1);
        Handled.Add(text);
    }

    /// <summary>Returns a value, which Hangfire keeps with the job.</summary>
    public static string Answer(string text)
    {
        Handled.Add(text);
        return "done";
    }
}
