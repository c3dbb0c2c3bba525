namespace TypedTasks.Client;

/// <summary>How long something is waited for, in pauses that grow and are shortened at random, so that many who wait do not ask at once.</summary>
internal sealed class Patience
{
    private readonly RuntimeScheduler scheduler;
    private readonly TimeSpan most;
    private readonly TimeSpan longestPause;
    private readonly long begun;
    private TimeSpan pause;

    private Patience(RuntimeScheduler scheduler, TimeSpan most, TimeSpan firstPause, TimeSpan longestPause)
    {
        this.scheduler = scheduler;
        this.most = most;
        this.longestPause = longestPause;
        pause = firstPause;
        begun = scheduler.Time.GetTimestamp();
    }

    public bool IsOver => Left <= TimeSpan.Zero;

    private TimeSpan Left => most - scheduler.Time.GetElapsedTime(begun);

    public static Patience ForBroker(RuntimeScheduler scheduler, TimeSpan most) =>
        new(scheduler, most, TimeSpan.FromMilliseconds(50), TimeSpan.FromSeconds(2));

    public static Patience ForRoom(RuntimeScheduler scheduler, TimeSpan most) =>
        new(scheduler, most, TimeSpan.FromMilliseconds(5), TimeSpan.FromMilliseconds(250));

    /// <summary>Waits the next pause, and not beyond the end.</summary>
    public Task PauseAsync(CancellationToken cancellationToken)
    {
        TimeSpan next = pause * (0.5 + (scheduler.NextDouble() / 2));
        pause = pause * 2 < longestPause ? pause * 2 : longestPause;
        TimeSpan left = Left;
        return scheduler.Delay(next < left ? next : left > TimeSpan.Zero ? left : TimeSpan.Zero, cancellationToken);
    }
}
