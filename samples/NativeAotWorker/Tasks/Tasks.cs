using TypedTasks;

namespace Weather;

/// <summary>A static task without services: the worker opens no scope for it.</summary>
public static partial class Stations
{
    [Task]
    public static void Ping(int station, TaskContext task) => Journal.Current.Add(task);
}

public sealed record Reading(int Station, DateTimeOffset At, double Celsius, IReadOnlyList<string> Remarks);

/// <summary>An instance task: its class is built by dependency injection.</summary>
public sealed partial class Readings(Journal journal)
{
    [Task]
    public async Task StoreAsync(Reading reading, TaskContext task)
    {
        await Task.Yield();
        journal.Add(task);
    }
}

public readonly record struct Summary(int Count, double Mean, double Highest);

/// <summary>A task with a typed result.</summary>
public static partial class Statistics
{
    [Task]
    public static Summary Summarize(double[] celsius, TaskContext task)
    {
        Journal.Current.Add(task);
        return new Summary(celsius.Length, celsius.Average(), celsius.Max());
    }
}

/// <summary>A task that fails: twice for an even day, always for an odd one.</summary>
public static partial class Forecasts
{
    [Task(Retries = 2, Backoff = BackoffKind.Fixed, FirstDelay = "100ms")]
    public static string Fetch(int day, TaskContext task)
    {
        Journal.Current.Add(task);
        return day % 2 == 0 && task.Attempt == 3
            ? $"day {day}: sunny"
            : throw new HttpRequestException($"day {day}, attempt {task.Attempt}: no answer");
    }
}

/// <summary>A task that is sent to run later.</summary>
public static partial class Alarms
{
    [Task]
    public static ValueTask Ring(string what, TaskContext task)
    {
        Journal.Current.Add(task);
        return ValueTask.CompletedTask;
    }
}
