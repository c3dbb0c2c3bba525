namespace TypedTasks;

/// <summary>
/// The one seam through which the runtime reaches clock, timers, threads and randomness. Nothing in this project starts a
/// thread, reads a clock or draws a number elsewhere (banned symbols hold that), so that a test can decide them all.
/// </summary>
/// <remarks>
/// The runtime does not use <c>ConfigureAwait(false)</c>: its loops start here, without a synchronization context, and stay
/// on whatever scheduler started them.
/// </remarks>
public abstract class RuntimeScheduler
{
    /// <summary>The real clock, the thread pool and the operating system's randomness.</summary>
    public static RuntimeScheduler Default { get; } = new SystemScheduler(TimeProvider.System);

    /// <summary>The clock and the maker of timers.</summary>
    public abstract TimeProvider Time { get; }

    /// <summary>Starts <paramref name="work"/> away from the caller; the task ends with it.</summary>
    /// <param name="name">What it is, for a debugger and for a simulator's history.</param>
    /// <param name="work">The work; its exceptions surface in the returned task.</param>
    public abstract Task Run(string name, Func<Task> work);

    /// <summary>Starts a thread of its own: work that must go on when the thread pool is starved.</summary>
    /// <param name="name">The thread's name.</param>
    /// <param name="body">Runs until it returns; it must heed <paramref name="stop"/>.</param>
    /// <param name="stop">Tells the body to return.</param>
    /// <returns>A task that ends with the thread.</returns>
    public abstract Task RunThread(string name, Action<CancellationToken> body, CancellationToken stop);

    /// <summary>Ends after <paramref name="delay"/> on <see cref="Time"/>, or is cancelled.</summary>
    public abstract Task Delay(TimeSpan delay, CancellationToken cancellationToken = default);

    /// <summary>
    /// Blocks the calling thread for <paramref name="delay"/> or until <paramref name="stop"/>; for bodies of
    /// <see cref="RunThread"/> only.
    /// </summary>
    /// <returns>Whether <paramref name="stop"/> was asked for.</returns>
    public abstract bool Wait(TimeSpan delay, CancellationToken stop);

    /// <summary>
    /// Blocks the calling thread until <paramref name="work"/> has ended, well or badly, or until <paramref name="stop"/>; for bodies of
    /// <see cref="RunThread"/> only.
    /// </summary>
    /// <returns>Whether <paramref name="stop"/> was asked for.</returns>
    public virtual bool Wait(Task work, CancellationToken stop)
    {
        try
        {
            work.Wait(stop);
            return stop.IsCancellationRequested;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return true;
        }
        catch (AggregateException)
        {
            // That it ended is all that was asked.
            return stop.IsCancellationRequested;
        }
    }

    /// <summary>Waits for <paramref name="work"/>, at most <paramref name="time"/> and not beyond <paramref name="sooner"/>.</summary>
    /// <remarks>Task.WhenAny and Task.WaitAsync would do it too, but continue on the thread pool, out of this seam's reach.</remarks>
    /// <returns>Whether the work has ended, well or badly.</returns>
    internal async Task<bool> EndsWithin(Task work, TimeSpan time, CancellationToken sooner = default)
    {
        if (work.IsCompleted)
        {
            return true;
        }

        var over = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using ITimer timer = Time.CreateTimer(static over => ((TaskCompletionSource)over!).TrySetResult(), over, time, Timeout.InfiniteTimeSpan);
        using CancellationTokenRegistration registration = sooner.UnsafeRegister(static over => ((TaskCompletionSource)over!).TrySetResult(), over);
        _ = Tell(work, over);
        await over.Task;
        return work.IsCompleted;
    }

    private static async Task Tell(Task work, TaskCompletionSource over)
    {
        try
        {
            await work;
        }
        catch (Exception)
        {
            // That it ended is all that was asked.
        }

        over.TrySetResult();
    }

    /// <summary>A random number in [0, 1).</summary>
    public abstract double NextDouble();

    /// <summary>Fills the span with random bytes.</summary>
    public abstract void FillRandom(Span<byte> bytes);
}
