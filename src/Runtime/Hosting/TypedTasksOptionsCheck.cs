using Microsoft.Extensions.Options;

namespace TypedTasks.Hosting;

/// <summary>Holds the options to their ranges, wherever they were set.</summary>
internal sealed class TypedTasksOptionsCheck : IPostConfigureOptions<TypedTasksOptions>
{
    private const int LeastEnvelopeBytes = 1024;
    private const int MostEnvelopeBytes = 64 * 1024 * 1024;
    private static readonly TimeSpan OneDay = TimeSpan.FromDays(1);

    /// <exception cref="TaskSetupException">An option is out of its range.</exception>
    public void PostConfigure(string? name, TypedTasksOptions options)
    {
        Hold(
            options.MaxEnvelopeBytes is >= LeastEnvelopeBytes and <= MostEnvelopeBytes,
            nameof(TypedTasksOptions.MaxEnvelopeBytes), options.MaxEnvelopeBytes, $"{LeastEnvelopeBytes:N0} to {MostEnvelopeBytes:N0}");
        Hold(options.DefaultKeepResult >= TimeSpan.Zero, nameof(TypedTasksOptions.DefaultKeepResult), options.DefaultKeepResult, "at least zero");
        Hold(options.Sending);
        foreach ((string queue, QueueOptions limits) in options.Queues)
        {
            Hold(queue, limits);
        }

        foreach ((string task, TaskOverrides overrides) in options.Tasks)
        {
            string path = $"{nameof(TypedTasksOptions.Tasks)}:{NameGrammar.PrintableTask(task)}";
            Hold(NameGrammar.IsTask(task), path, task, $"a task's name: 1 to {NameGrammar.MaxTaskLength} letters, digits, '.', '_', '-' or '+'");
            Hold(path, overrides);
        }
    }

    private static void Hold(SendingOptions sending)
    {
        const string Path = nameof(TypedTasksOptions.Sending);
        Hold(
            sending.WaitForBroker >= TimeSpan.Zero && sending.WaitForBroker <= OneDay,
            $"{Path}:{nameof(SendingOptions.WaitForBroker)}", sending.WaitForBroker, "zero to a day");
        Hold(
            sending.RememberFor >= TimeSpan.FromMinutes(1) && sending.RememberFor <= TimeSpan.FromDays(30),
            $"{Path}:{nameof(SendingOptions.RememberFor)}", sending.RememberFor, "a minute to 30 days");
    }

    private static void Hold(string queue, QueueOptions limits)
    {
        string path = $"{nameof(TypedTasksOptions.Queues)}:{NameGrammar.Printable(queue)}";
        Hold(NameGrammar.IsQueue(queue), path, queue, $"a queue's name: 1 to {NameGrammar.MaxQueueLength} ASCII letters, digits, '.', '_' or '-'");
        Hold(limits.Limit is null or >= 1, $"{path}:{nameof(QueueOptions.Limit)}", limits.Limit, "at least 1, or none");
        Hold(Enum.IsDefined(limits.WhenFull), $"{path}:{nameof(QueueOptions.WhenFull)}", limits.WhenFull, "Reject or Wait");
        Hold(
            limits.WaitForRoom >= TimeSpan.FromMilliseconds(1) && limits.WaitForRoom <= OneDay,
            $"{path}:{nameof(QueueOptions.WaitForRoom)}", limits.WaitForRoom, "1 ms to a day");
    }

    private static void Hold(string path, TaskOverrides task)
    {
        Hold(
            task.Queue is null || NameGrammar.IsQueue(task.Queue),
            $"{path}:Queue", task.Queue, $"1 to {NameGrammar.MaxQueueLength} ASCII letters, digits, '.', '_' or '-'");
        Hold(task.Priority is null or (>= 0 and <= TaskDefaults.MaxPriority), $"{path}:Priority", task.Priority, $"0 to {TaskDefaults.MaxPriority}");
        Hold(task.Retries is null or (>= 0 and <= RetryPolicy.MaxRetries), $"{path}:Retries", task.Retries, $"0 to {RetryPolicy.MaxRetries}");
        Hold(!(task.Expires < TimeSpan.Zero), $"{path}:Expires", task.Expires, "at least zero, and zero for none");
        Hold(!(task.Timeout < TimeSpan.Zero), $"{path}:Timeout", task.Timeout, "at least zero, and zero for none");
        Hold(!(task.KeepResult < TimeSpan.Zero), $"{path}:KeepResult", task.KeepResult, "at least zero");
        Hold(!(task.FirstDelay < TimeSpan.Zero), $"{path}:FirstDelay", task.FirstDelay, "at least zero");
        Hold(!(task.MaxDelay < TimeSpan.Zero), $"{path}:MaxDelay", task.MaxDelay, "at least zero");
    }

    private static void Hold(bool holds, string path, object? value, string expected)
    {
        if (!holds)
        {
            throw new TaskSetupException($"{TypedTasksOptions.Section}:{path} is '{(value is string text ? NameGrammar.Printable(text) : value)}'; it must be {expected}.");
        }
    }
}
