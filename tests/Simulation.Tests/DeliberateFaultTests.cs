using TypedTasks.Simulation.Faults;
using TypedTasks.Simulation.Plan;

namespace TypedTasks.Simulation.Tests;

/// <summary>A simulation that finds nothing wrong proves something only if it finds what is wrong.</summary>
public sealed class DeliberateFaultTests
{
    public static TheoryData<string> Faults => [.. DeliberateFaults.All.Keys];

    [Theory, MemberData(nameof(Faults))]
    public void EachFault_IsCaughtWithinAThousandSeeds(string fault)
    {
        Summary summary = Seeds.Run(1, 1000, DeliberateFaults.All[fault], untilFailed: true);

        Assert.NotEmpty(summary.Failed);
    }

    [Fact]
    public void ThereAreAtLeastTwenty() => Assert.True(DeliberateFaults.All.Count >= 20);
}
