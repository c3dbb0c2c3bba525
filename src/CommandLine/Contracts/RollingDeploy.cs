using System.Globalization;
using TypedTasks.Contract;

namespace TypedTasks.CommandLine.Contracts;

/// <summary>What becomes of a message of the new build on a worker of the old one, while both run.</summary>
/// <param name="Task">The task.</param>
/// <param name="Breaks">Whether it is buried or misread; otherwise it waits for a new worker.</param>
/// <param name="Message">One sentence without its full stop.</param>
internal sealed record RollingEffect(string Task, bool Breaks, string Message)
{
    public static IEnumerable<RollingEffect> Of(WireContract old, WireContract now)
    {
        var back = new WireCompatibility(now, old, trustsNames: false);
        foreach (TaskEntry task in now.Tasks.Values)
        {
            if (old.TaskOf(task.Name) is not { } before)
            {
                yield return new(task.Name, Breaks: false, $"'{task.Name}' is new: its messages wait until a worker of the new build takes them");
            }
            else if (task.Version > before.Version)
            {
                yield return new(task.Name, Breaks: false, $"'{task.Name}' is of version {Number(task.Version)} now: its messages wait until a worker of the new build takes them");
            }
            else if (Problem(before, task, back) is { } problem)
            {
                yield return new(task.Name, Breaks: true, $"{problem}; set Version = {Number(before.Version + 1)}, so that its messages wait for the new build");
            }
        }
    }

    private static string? Problem(TaskEntry before, TaskEntry task, WireCompatibility back)
    {
        for (int i = 0; i < before.Parameters.Count; i++)
        {
            ParameterEntry wanted = before.Parameters[i];
            if (i >= task.Parameters.Count)
            {
                if (wanted.Default is null)
                {
                    return $"An older worker of '{task.Name}' wants '{wanted.Name}', which is not sent any more";
                }
            }
            else if (back.Problem(task.Parameters[i].Value.Type, wanted.Value.Type) is { } problem)
            {
                return $"An older worker of '{task.Name}' cannot read every '{task.Parameters[i].Name}': {problem}";
            }
        }

        return task.Parameters.Count > before.Parameters.Count
            ? $"An older worker of '{task.Name}' ignores '{task.Parameters[before.Parameters.Count].Name}'"
            : null;
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
