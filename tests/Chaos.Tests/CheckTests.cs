using TypedTasks.Chaos.Checking;
using TypedTasks.Redis.WorkerApp;

namespace TypedTasks.Chaos.Tests;

/// <summary>The checks find what they are there to find.</summary>
public sealed class CheckTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void An_attempt_that_runs_again_while_its_worker_lives_is_wrong()
    {
        List<string> wrong = [];

        int count = Reruns.Count(TwoRuns(firstEnd: 30), new Facts { Began = At(10), Healed = At(20) }, wrong);

        Assert.Equal(1, count);
        Assert.Single(wrong);
    }

    [Fact]
    public void An_attempt_that_runs_again_because_its_worker_died_is_right()
    {
        List<string> wrong = [];
        var facts = new Facts { Began = At(10), Healed = At(10), Killed = new Lapse("one", At(10)) };
        facts.Lapses.Add(facts.Killed);

        int count = Reruns.Count(TwoRuns(firstEnd: null), facts, wrong);

        Assert.Equal(1, count);
        Assert.Empty(wrong);
        Assert.Equal(TimeSpan.FromSeconds(5), Reruns.First(TwoRuns(firstEnd: null), facts.Killed));
    }

    [Fact]
    public void What_had_ended_long_before_its_worker_died_must_not_run_again()
    {
        List<string> wrong = [];
        var facts = new Facts { Began = At(10), Healed = At(10) };
        facts.Lapses.Add(new Lapse("one", At(10)));

        Reruns.Count(TwoRuns(firstEnd: 6), facts, wrong);

        Assert.Single(wrong);
    }

    [Fact]
    public void What_a_worker_starts_after_its_stop_although_another_runs_it_is_wrong()
    {
        List<string> wrong = [];
        var facts = new Facts { Began = At(1), Healed = At(12) };
        facts.Lapses.Add(new Lapse("two", At(1), At(12)));

        Reruns.Count(TwoRuns(firstEnd: 30), facts, wrong);

        Assert.Single(wrong);
    }

    [Fact]
    public void A_second_attempt_is_no_second_run()
    {
        List<string> wrong = [];
        TaskId id = TaskId.New(RuntimeScheduler.Default);

        int count = Reruns.Count(
            Run.All([Entry("one", id, Deed.Started, 1, 0), Entry("one", id, Deed.Failed, 1, 1), Entry("one", id, Deed.Started, 2, 2)]), new Facts(), wrong);

        Assert.Equal(0, count);
        Assert.Empty(wrong);
    }

    [Fact]
    public void A_loss_is_excused_only_in_the_last_two_seconds_before_Redis_forgot()
    {
        List<string> wrong = [];
        TaskId late = TaskId.New(RuntimeScheduler.Default);
        TaskId early = TaskId.New(RuntimeScheduler.Default);
        var facts = new Facts { Began = At(10), Forgot = At(10), Healed = At(12) };

        Loss.Check([late, early], new Dictionary<TaskId, DateTimeOffset> { [late] = At(9), [early] = At(7) }, facts, wrong);

        Assert.Contains(early.ToString(), Assert.Single(wrong), StringComparison.Ordinal);
        Loss.Check([late], new Dictionary<TaskId, DateTimeOffset> { [late] = At(9) }, new Facts { Began = At(10), Healed = At(12) }, wrong);
        Assert.Equal(2, wrong.Count);
    }

    [Fact]
    public void Recovery_is_when_as_much_is_done_as_before_and_stays_so()
    {
        var facts = new Facts { Began = At(10), Healed = At(12) };
        List<JournalEntry> journal = [.. Steady(5, 10), .. Steady(15, 25)];

        Assert.InRange(Pace.Recovery(journal, facts, 100, At(25))!.Value.TotalSeconds, 2, 3.1);
        Assert.Null(Pace.Recovery([.. Steady(5, 10), .. Steady(13, 15)], facts, 100, At(25)));
    }

    private static DateTimeOffset At(double seconds) => Noon.AddSeconds(seconds);

    private static JournalEntry Entry(string worker, TaskId id, Deed deed, int attempt, double at) => new(worker, id, deed, attempt, At(at));

    private static IEnumerable<JournalEntry> Steady(int from, int to) =>
        Enumerable.Range(from * 100, (to - from) * 100).Select(static at => Entry("one", TaskId.New(RuntimeScheduler.Default), Deed.Ended, 1, at / 100.0));

    private static ILookup<(TaskId Id, int Attempt), Run> TwoRuns(double? firstEnd)
    {
        TaskId id = TaskId.New(RuntimeScheduler.Default);
        List<JournalEntry> journal = [Entry("one", id, Deed.Started, 1, 5), Entry("two", id, Deed.Started, 1, 15), Entry("two", id, Deed.Ended, 1, 16)];
        if (firstEnd is { } end)
        {
            journal.Add(Entry("one", id, Deed.Ended, 1, end));
        }

        return Run.All(journal);
    }
}
