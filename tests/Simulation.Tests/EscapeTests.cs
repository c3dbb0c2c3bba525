using TypedTasks.Simulation.Engine;

namespace TypedTasks.Simulation.Tests;

public sealed class EscapeTests
{
    [Fact]
    public void AnAwaitThatLeavesTheScheduler_FailsTheRun()
    {
        var world = new World(1);
        var node = new SimNode(world, "n");
        using var posted = new ManualResetEventSlim();
        world.Soon(node, () => Elsewhere(node, posted));

        world.Run(static () => false);
        posted.Wait();

        Assert.Contains("left the simulated scheduler", world.Violation, StringComparison.Ordinal);
    }

    private static void Elsewhere(SimNode node, ManualResetEventSlim posted) => new Thread(() =>
    {
        node.Post(static _ => { }, null);
        posted.Set();
    }).Start();
}
