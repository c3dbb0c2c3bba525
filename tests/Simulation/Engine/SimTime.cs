namespace TypedTasks.Simulation.Engine;

/// <summary>The clock of a process: monotonic time is the world's, wall-clock time may be off and may jump.</summary>
internal sealed class SimTime(SimNode node) : TimeProvider
{
    private static readonly DateTimeOffset Beginning = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override long GetTimestamp() => node.World.Now;

    public override DateTimeOffset GetUtcNow() => Beginning.AddTicks(node.World.Now) + node.ClockOffset;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new SimTimer(node, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class SimTimer(SimNode node, TimerCallback callback, object? state) : ITimer
    {
        private int version;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            int mine = ++version;
            if (dueTime != Timeout.InfiniteTimeSpan)
            {
                node.World.After(dueTime, node, () => Fire(mine, period));
            }

            return true;
        }

        public void Dispose() => version++;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private void Fire(int mine, TimeSpan period)
        {
            if (mine != version)
            {
                return;
            }

            if (period > TimeSpan.Zero)
            {
                node.World.After(period, node, () => Fire(mine, period));
            }

            callback(state);
        }
    }
}
