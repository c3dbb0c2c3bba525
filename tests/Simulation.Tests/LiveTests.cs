using TypedTasks.Simulation.Live;
using TypedTasks.Simulation.Plan;

namespace TypedTasks.Simulation.Tests;

/// <summary>The same checker before a real Redis: real connections, threads and time.</summary>
public sealed class LiveTests
{
    [Fact]
    public async Task ARealRedis_KeepsEveryPromise()
    {
        Report[] reports = await Task.WhenAll(LiveRun.RunAsync(1), LiveRun.RunAsync(2));

        Assert.All(reports, static report => Assert.True(report.Violation is null, $"{report.Violation}\n{report.History}"));
        Assert.All(reports, static report => Assert.True(report.Steps > 20, report.History));
    }
}
