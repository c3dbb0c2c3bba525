using TypedTasks.Worker;

namespace TypedTasks.Runtime.Tests.Worker;

public sealed class LeaseSizingTests
{
    private const int Slots = 64;

    private readonly LeaseSizing sizing = new(2, new WorkerOptions());

    [Fact]
    public void What_is_unknown_is_taken_one_by_one()
    {
        Assert.Equal(1, Next());
        sizing.See(0);

        Assert.Equal(1, Next());
    }

    [Fact]
    public void A_drain_of_quick_tasks_reaches_the_most_in_six_leases()
    {
        var sizes = new List<int>();
        for (int lease = 0; lease < 7; lease++)
        {
            int size = Next();
            sizes.Add(size);
            sizing.Took(size);
            for (int i = 0; i < size; i++)
            {
                Run(0, microseconds: 2);
            }
        }

        Assert.Equal([1, 4, 16, 64, 256, 500, 500], sizes);
    }

    [Fact]
    public void A_lease_holds_about_the_target_of_work()
    {
        Settle(0, microseconds: 400);

        Assert.Equal(20, Next(free: 10));
    }

    [Theory]
    [InlineData(400, 64, 64)]
    [InlineData(1_000, 3, 8)]
    [InlineData(10_000, 64, 24)]
    [InlineData(10_000, 3, 3)]
    [InlineData(120_000, 64, 2)]
    public void It_fills_the_free_slots_with_what_one_of_them_would_start_in_time(int microseconds, int free, int taken)
    {
        Settle(0, microseconds);

        Assert.InRange(Next(free), taken, taken + 1);
    }

    [Fact]
    public void Slow_tasks_are_taken_one_by_one()
    {
        Settle(0, microseconds: 260_000);

        Assert.Equal(1, Next());
    }

    [Fact]
    public void An_unknown_type_among_quick_ones_counts_as_slow()
    {
        Settle(0, microseconds: 1);
        int before = Next();
        sizing.See(1);

        Assert.Equal(500, before);
        Assert.InRange(Next(), 1, 16);
    }

    [Fact]
    public void It_shrinks_at_once_when_a_quick_type_turns_slow()
    {
        Settle(0, microseconds: 1);
        for (int i = 0; i < 4; i++)
        {
            Run(0, microseconds: 500_000);
        }

        Assert.Equal(1, Next());
    }

    [Fact]
    public void A_single_slow_moment_shrinks_nothing()
    {
        Settle(0, microseconds: 1);
        Run(0, microseconds: 500_000);
        Run(0, microseconds: 1);

        Assert.Equal(500, Next());
    }

    [Fact]
    public void The_compilers_time_in_the_first_run_is_soon_forgotten()
    {
        Run(0, microseconds: 40_000);
        for (int i = 0; i < 10; i++)
        {
            Run(0, microseconds: 2);
            sizing.Took(Next());
        }

        Assert.True(Next() > 16);
    }

    [Fact]
    public void After_a_stall_it_begins_small()
    {
        Settle(0, microseconds: 1);
        sizing.Stalled();

        Assert.Equal(4, Next());
    }

    private int Next(int free = Slots) => sizing.Next(free);

    private void Run(int task, int microseconds)
    {
        sizing.See(task);
        sizing.Learn(task, TimeSpan.FromMicroseconds(microseconds));
    }

    private void Settle(int task, int microseconds)
    {
        for (int i = 0; i < 40; i++)
        {
            Run(task, microseconds);
            sizing.Took(Next());
        }
    }
}
