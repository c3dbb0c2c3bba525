using System.Diagnostics;
using TypedTasks.Simulation.Plan;

namespace TypedTasks.Simulation.Tests;

/// <summary>G1 to G6 in thousands of worlds: the runtime's own client, worker and maintenance, with everything going wrong.</summary>
public sealed class SeedTests
{
    private const int Seeds = 10_000;

    private static readonly string[] MustBeHit =
    [
        "arrow: nothing -> Ready", "arrow: nothing -> Scheduled", "arrow: Scheduled -> Ready", "arrow: Ready -> Taken", "arrow: Ready -> Taken (moved)",
        "arrow: Taken -> Done", "arrow: Taken -> Scheduled (retry)", "arrow: Taken -> Scheduled (snooze)", "arrow: Taken -> Scheduled (deferred)",
        "arrow: Taken -> Scheduled (rescue)", "arrow: Taken -> Ready (release)", "arrow: Taken -> Ready (rescue)", "arrow: Taken -> Buried",
        "arrow: Taken -> Buried (poison)", "arrow: Buried -> Ready", "arrow: Buried -> nothing", "arrow: Buried -> nothing (trim)",
        "outcome: buried Exhausted", "outcome: buried Expired", "outcome: buried Stopped", "outcome: buried Unreadable", "outcome: buried UnknownTask",
        "outcome: lease lost", "outcome: stopped", "outcome: stopped with deaf handlers", "outcome: Delay unknown", "outcome: a late take takes nothing",
        "outcome: Delay sent again and stored once",
        "outcome: an empty lease", "outcome: an empty lease is closed", "outcome: an empty lease lapses", "outcome: nothing moves into a closed lease",
        "outcome: a task came, and its worker did not hear it", "outcome: a lease that is closed is gone",
        "fault: a worker is killed at an await", "fault: a worker stands still", "fault: a worker is stopped", "fault: connections are cut",
        "fault: the server stands still", "fault: the server restarts", "fault: the server's clock jumps", "fault: a worker's clock jumps",
        "fault: a request is lost", "fault: a reply is lost", "fault: a request is sent twice", "fault: a wake-up is lost", "fault: a message is slow",
        "fault: a dead socket delivers late", "fault: a message arrives after its connection was replaced",
    ];

    [Fact]
    public void EverySeed_KeepsEveryPromise_AndTogetherTheyHitEveryArrowOutcomeAndFault()
    {
        Summary summary = Plan.Seeds.Run(1, Seeds);

        Assert.True(summary.Failed.Count == 0, summary.Text);
        Assert.All(MustBeHit, what => Assert.True(summary.Coverage.Counts.GetValueOrDefault(what) >= 100, $"'{what}' was hit too rarely\n{summary.Text}"));
        Assert.True(summary.MedianOperations >= 300, summary.Text);
    }

    [Theory]
    [InlineData(7)]
    [InlineData(698)]
    public async Task OneSeed_GivesOneHistory_InAnyProcess(int seed)
    {
        string here = Simulated.Run(seed, history: true).History;

        Assert.NotEmpty(here);
        Assert.Equal(here, await HistoryOfAnotherProcessAsync(seed));
        Assert.Equal(here, await HistoryOfAnotherProcessAsync(seed));
    }

    [Fact]
    public void TwoSeeds_GiveTwoHistories() =>
        Assert.NotEqual(Simulated.Run(1, history: true).History, Simulated.Run(2, history: true).History);

    private static async Task<string> HistoryOfAnotherProcessAsync(int seed)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
        start.FileName = "dotnet";
        start.ArgumentList.Add(typeof(Simulated).Assembly.Location);
        start.ArgumentList.Add("--seed");
        start.ArgumentList.Add(seed.ToString(System.Globalization.CultureInfo.InvariantCulture));
        using Process process = Process.Start(start)!;
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();

        // The last line is the verdict.
        return output[..(output.TrimEnd('\n').LastIndexOf('\n') + 1)];
    }
}
