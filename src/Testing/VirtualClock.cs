namespace TypedTasks.Testing;

/// <summary>A clock that stands still until a test moves it. Timers made from it fire while it moves, each at its own time.</summary>
public sealed class VirtualClock : TimeProvider
{
    private readonly object gate = new();
    private readonly List<VirtualTimer> timers = [];
    private readonly DateTimeOffset start;
    private DateTimeOffset now;

    /// <summary>Starts on 1 January 2030, 00:00 UTC.</summary>
    public VirtualClock()
        : this(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero))
    {
    }

    /// <summary>Starts at a date.</summary>
    public VirtualClock(DateTimeOffset start) => this.start = now = start.ToUniversalTime();

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
        {
            return now;
        }
    }

    /// <inheritdoc/>
    public override long GetTimestamp() => (GetUtcNow() - start).Ticks;

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new VirtualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves the clock forward and fires what falls due on the way, in the order of its times.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The duration is negative.</exception>
    public void Advance(TimeSpan duration)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(duration, TimeSpan.Zero);
        DateTimeOffset target = GetUtcNow() + duration;
        while (Next(target) is { } timer)
        {
            timer.Fire();
        }
    }

    // The next timer up to the target, the clock set to its time; null once there is none and the clock stands at the target.
    private VirtualTimer? Next(DateTimeOffset target)
    {
        lock (gate)
        {
            VirtualTimer? next = timers.Where(timer => timer.DueAt <= target).MinBy(timer => timer.DueAt);
            DateTimeOffset reached = next?.DueAt ?? target;
            now = reached > now ? reached : now;
            next?.Reschedule(now);
            if (next is { DueAt: null })
            {
                timers.Remove(next);
            }

            return next;
        }
    }

    private sealed class VirtualTimer(VirtualClock clock, TimerCallback callback, object? state) : ITimer
    {
        private TimeSpan period;

        // Guarded by the clock's gate, as all of a timer is.
        public DateTimeOffset? DueAt { get; private set; }

        public void Reschedule(DateTimeOffset firedAt) => DueAt = period > TimeSpan.Zero ? firedAt + period : null;

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan newPeriod)
        {
            bool atOnce;
            lock (clock.gate)
            {
                clock.timers.Remove(this);
                period = newPeriod;
                atOnce = dueTime == TimeSpan.Zero;
                DueAt = dueTime < TimeSpan.Zero ? null : clock.now + dueTime;
                if (atOnce)
                {
                    Reschedule(clock.now);
                }

                if (DueAt is not null)
                {
                    clock.timers.Add(this);
                }
            }

            if (atOnce)
            {
                Fire();
            }

            return true;
        }

        public void Dispose() => Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }
    }
}
