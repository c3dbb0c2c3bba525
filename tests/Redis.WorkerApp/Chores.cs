using System.Diagnostics;

namespace TypedTasks.Redis.WorkerApp;

/// <summary>What the tests send.</summary>
public sealed partial class Chores(Journal journal)
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(20);

    /// <summary>Runs until a file exists.</summary>
    /// <param name="gate">The file.</param>
    /// <param name="task">Its context.</param>
    [Task]
    public async Task Hold(string gate, TaskContext task)
    {
        journal.Add(task, Deed.Started);
        try
        {
            while (!File.Exists(gate))
            {
                await Task.Delay(BetweenLooks, task.CancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            journal.Add(task, Deed.Cancelled);
            throw;
        }

        journal.Add(task, Deed.Ended);
    }

    /// <summary>Blocks its thread until a file exists, deaf to its token.</summary>
    /// <param name="gate">The file for all workers; with a dot and the name of a worker it is the file for that one alone.</param>
    /// <param name="task">Its context.</param>
    [Task]
    public void Block(string gate, TaskContext task)
    {
        journal.Add(task, Deed.Started);
        while (!File.Exists(gate) && !File.Exists($"{gate}.{journal.Worker}"))
        {
#pragma warning disable TT4001 // what the rule warns of is what the tests of a starved pool need
            Thread.Sleep(BetweenLooks);
#pragma warning restore TT4001
        }

        journal.Add(task, Deed.Ended);
    }

    /// <summary>Returns at once, or kills its process with all that runs in it.</summary>
    /// <param name="fatal">Which of the two.</param>
    /// <param name="task">Its context.</param>
    [Task]
    public void Touch(bool fatal, TaskContext task)
    {
        journal.Add(task, Deed.Started);
        if (fatal)
        {
#pragma warning disable TT4009 // what the rule warns of is what the tests of poison need
            Process.GetCurrentProcess().Kill();
#pragma warning restore TT4009
        }

        journal.Add(task, Deed.Ended);
    }

    /// <summary>
    /// Takes two milliseconds and leaves no trace. That is longer than a take, so that none is sent ahead, and short enough for
    /// leases to grow fourfold: of these the first 1, 4, 16, 64 and 256 are taken together, then 500.
    /// </summary>
    [Task]
    public static void Linger()
    {
#pragma warning disable TT4001 // a thread of the worker is to be busy with it
        Thread.Sleep(2);
#pragma warning restore TT4001
    }

    /// <summary>A task with a result, for hosts that keep no journal.</summary>
    [Task]
    public static int Twice(int number) => number * 2;
}
