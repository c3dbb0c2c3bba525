using System.Globalization;
using TypedTasks.Redis.Server;
using TypedTasks.Redis.WorkerApp;

namespace TypedTasks.Redis.Tests.Processes;

/// <summary>kill -9 of a worker: G1, G2.</summary>
public sealed class KilledWorkerTests(SharedServer shared, ITestOutputHelper output)
{
    private const string Concurrency = "Concurrency=64";

    [Fact]
    public async Task G1_and_G2_what_a_killed_worker_ran_runs_again_and_what_the_others_run_is_left_to_them()
    {
        await using var fleet = new WorkerFleet(shared.Server);
        ChildProcess killed = await fleet.StartWorkerAsync("killed", Concurrency);
        HashSet<TaskId> lost = await fleet.HoldAsync(64, "gate");
        await fleet.UntilAsync(Deed.Started, lost);
        await fleet.StartWorkerAsync("survivor", Concurrency);
        await fleet.StartWorkerAsync("other", Concurrency);
        HashSet<TaskId> live = await fleet.HoldAsync(32, "gate");
        await fleet.UntilAsync(Deed.Started, live);

        DateTimeOffset at = TimeProvider.System.GetUtcNow();
        await killed.KillAsync();
        await fleet.UntilAsync("a task of the killed worker runs again", () => Task.FromResult(Again().Any()));
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"From SIGKILL to the first task that runs again: {(Again().Min(static entry => entry.At) - at).TotalSeconds:F2} s"));
        fleet.Open("gate");
        HashSet<TaskId> acknowledged = [.. lost, .. live];
        await fleet.UntilAsync(Deed.Ended, acknowledged);

        // Acknowledged = ran or buried; here nothing was buried.
        Assert.True(acknowledged.SetEquals(fleet.Ids(Deed.Ended)));
        Assert.Empty(await fleet.Inspector.ListDeadLettersAsync());
        ILookup<TaskId, JournalEntry> started = fleet.Journal.Where(static entry => entry.Deed == Deed.Started).ToLookup(static entry => entry.Id);
        Assert.All(live, id => Assert.Single(started[id]));
        Assert.All(lost, id => Assert.Equal(2, started[id].Count()));
        Assert.All(fleet.Journal, static entry => Assert.Equal(1, entry.Attempt));
        await fleet.EndAsync();

        IEnumerable<JournalEntry> Again() => fleet.Journal.Where(entry => entry.Worker != "killed" && lost.Contains(entry.Id));
    }

    [Fact]
    public async Task G5_a_task_that_kills_its_worker_is_buried_alone_and_its_lease_mates_run()
    {
        await using var fleet = new WorkerFleet(shared.Server);

        // In front of it so many that a lease has grown to its full size, and has just begun, when the fatal one is reached.
        const int InFront = 400;
        IEnumerable<TaskCall<NoResult>> calls =
        [
            .. Enumerable.Repeat(Chores.LingerTask.Call(), InFront),
            Chores.TouchTask.Call(true),
            .. Enumerable.Repeat(Chores.TouchTask.Call(false), 200),
        ];
        TaskId[] ids = [.. (await fleet.Client.DelayMany(calls)).Ids.Skip(InFront)];
        TaskId fatal = ids[0];
        string[] options = ["Concurrency=1", "TargetLeaseWork=00:00:05", "UnstartedAfter=00:01:00", "SuspectDelay=00:00:00.1"];

        // The supervisor: who ends is started again.
        int lives = 0;
        bool alone = true;
        while (await fleet.Inspector.FindDeadLetterAsync(fatal) is null)
        {
            ChildProcess worker = fleet.Launch($"life{++lives}", fleet.Namespace.Server.Endpoint, options);
            await fleet.UntilAsync("it ended or its task is buried", async () =>
                worker.HasExited || await fleet.Inspector.FindDeadLetterAsync(fatal) is not null);
            if (lives == 1)
            {
                ILookup<TaskId, string> places = await Fsck.PlacesAsync(fleet.Namespace);
                string lease = Assert.Single(places[fatal]);
                Assert.StartsWith("l:", lease, StringComparison.Ordinal);
                alone = places.Count(place => place.Contains(lease)) < 50;
            }
        }

        Assert.False(alone);
        HashSet<TaskId> mates = [.. ids.Where(id => id != fatal)];
        await fleet.UntilAsync(Deed.Ended, mates);
        DeadLetter buried = Assert.Single(await fleet.Inspector.ListDeadLettersAsync());
        Assert.Equal((fatal, BuryReason.Poison), (buried.Id, buried.Reason));
        Assert.True(mates.SetEquals(fleet.Ids(Deed.Ended)));

        // Once with its mates, which counts nothing, then alone up to the delivery limit of 3.
        Assert.Equal(4, fleet.Journal.Count(entry => entry.Id == fatal));
        await fleet.EndAsync();
    }
}
