using TypedTasks.Testing;

namespace TypedTasks.Runtime.Tests.Testing;

public sealed class VirtualClockTests
{
    [Fact]
    public void Timers_fire_in_the_order_of_their_times_each_at_its_own()
    {
        var clock = new VirtualClock();
        DateTimeOffset start = clock.GetUtcNow();
        var fired = new List<(string, double)>();
        using ITimer later = clock.CreateTimer(_ => Note("later"), null, TimeSpan.FromSeconds(5), Timeout.InfiniteTimeSpan);
        using ITimer often = clock.CreateTimer(_ => Note("often"), null, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(2));

        clock.Advance(TimeSpan.FromSeconds(7));

        Assert.Equal([("often", 2), ("often", 4), ("later", 5), ("often", 6)], fired);
        Assert.Equal(start.AddSeconds(7), clock.GetUtcNow());

        void Note(string name) => fired.Add((name, (clock.GetUtcNow() - start).TotalSeconds));
    }

    [Fact]
    public void A_disposed_timer_does_not_fire_and_one_that_is_due_now_fires_at_once()
    {
        var clock = new VirtualClock();
        int fired = 0;
        ITimer gone = clock.CreateTimer(_ => fired += 100, null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        gone.Dispose();
        using ITimer now = clock.CreateTimer(_ => fired++, null, TimeSpan.Zero, Timeout.InfiniteTimeSpan);

        clock.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(1, fired);
    }

    [Fact]
    public async Task A_delay_and_a_cancellation_wait_for_the_clock()
    {
        var clock = new VirtualClock();
        Task delay = Task.Delay(TimeSpan.FromSeconds(3), clock);
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(4), clock);

        clock.Advance(TimeSpan.FromSeconds(3));
        await delay;
        Assert.False(timeout.IsCancellationRequested);

        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.True(timeout.IsCancellationRequested);
        Assert.Equal(TimeSpan.FromSeconds(4), clock.GetElapsedTime(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => clock.Advance(TimeSpan.FromSeconds(-1)));
    }
}
