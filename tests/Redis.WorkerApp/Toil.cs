namespace TypedTasks.Redis.WorkerApp;

/// <summary>What a fleet under load does: quick and slow work, what fails once, what fails for good, what returns a value.</summary>
public sealed partial class Toil(Journal journal)
{
    /// <summary>Takes a while.</summary>
    /// <param name="milliseconds">How long.</param>
    /// <param name="task">Its context.</param>
    [Task]
    public Task Work(int milliseconds, TaskContext task) => RunAsync(milliseconds, task);

    /// <summary>Takes long.</summary>
    /// <param name="milliseconds">How long.</param>
    /// <param name="task">Its context.</param>
    [Task]
    public Task Linger(int milliseconds, TaskContext task) => RunAsync(milliseconds, task);

    /// <summary>Takes a while and returns a value, which is kept.</summary>
    /// <param name="milliseconds">How long.</param>
    /// <param name="task">Its context.</param>
    [Task(KeepResult = "1m")]
    public async Task<int> Measure(int milliseconds, TaskContext task)
    {
        await RunAsync(milliseconds, task);
        return milliseconds;
    }

    /// <summary>Fails once; its second attempt ends well.</summary>
    /// <param name="task">Its context.</param>
    [Task(Retries = 3, Backoff = BackoffKind.Fixed, FirstDelay = "200ms")]
    public async Task Stumble(TaskContext task)
    {
        if (task.Attempt == 1)
        {
            journal.Add(task, Deed.Started);
            journal.Add(task, Deed.Failed);
            throw new InvalidOperationException("It fails once.");
        }

        await RunAsync(1, task);
    }

    /// <summary>Fails for good.</summary>
    /// <param name="task">Its context.</param>
    [Task]
    public void GiveUp(TaskContext task)
    {
        journal.Add(task, Deed.Started);
        journal.Add(task, Deed.Failed);
        throw task.Stop("It fails for good.");
    }

    private async Task RunAsync(int milliseconds, TaskContext task)
    {
        journal.Add(task, Deed.Started);
        try
        {
            await Task.Delay(milliseconds, task.CancellationToken);
        }
        catch (OperationCanceledException)
        {
            journal.Add(task, Deed.Cancelled);
            throw;
        }

        journal.Add(task, Deed.Ended);
    }
}
