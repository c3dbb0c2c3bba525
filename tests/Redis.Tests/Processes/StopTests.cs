using TypedTasks.Redis.Server;
using TypedTasks.Redis.WorkerApp;

namespace TypedTasks.Redis.Tests.Processes;

/// <summary>SIGTERM to a worker in mid-run: G4.</summary>
public sealed class StopTests(SharedServer shared)
{
    [Fact]
    public async Task G4_what_can_finish_does_and_the_rest_is_given_back_with_no_attempt_spent()
    {
        await using var fleet = new WorkerFleet(shared.Server);
        ChildProcess stopped = await fleet.StartWorkerAsync("stopped", "Concurrency=32", "StopTimeout=00:00:03");
        HashSet<TaskId> quick = await fleet.HoldAsync(16, "soon");
        HashSet<TaskId> slow = await fleet.HoldAsync(16, "later");
        await fleet.UntilAsync(Deed.Started, new HashSet<TaskId>([.. quick, .. slow]));
        HashSet<TaskId> waiting = await fleet.HoldAsync(16, "later");

        stopped.Terminate();
        await stopped.LineWithAsync("nothing more is taken");
        fleet.Open("soon");

        Assert.Equal(0, await stopped.ExitAsync());
        Assert.True(quick.SetEquals(fleet.Ids(Deed.Ended)));

        // At once, not after a rescue: they are ready while no worker lives.
        ILookup<TaskId, string> places = await Fsck.PlacesAsync(fleet.Namespace);
        HashSet<TaskId> back = [.. slow, .. waiting];
        Assert.All(back, id => Assert.Equal("q:default:0", Assert.Single(places[id])));
        Assert.Equal(back.Count, places.Count);

        fleet.Open("later");
        await fleet.StartWorkerAsync("next", "Concurrency=32");
        await fleet.UntilAsync(Deed.Ended, back);

        Assert.Equal(48, fleet.Journal.Count(static entry => entry.Deed == Deed.Ended));
        Assert.All(fleet.Journal, static entry => Assert.Equal(1, entry.Attempt));
        Assert.Empty(await fleet.Inspector.ListDeadLettersAsync());
        await fleet.EndAsync();
    }
}
