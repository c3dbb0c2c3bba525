using TypedTasks.Simulation.Faults;
using TypedTasks.Simulation.Live;
using TypedTasks.Simulation.Plan;

namespace TypedTasks.Simulation.Tests;

/// <summary>What the checker catches before a real Redis.</summary>
public sealed class LiveFaultTests
{
    private static readonly (string Fault, string Promise)[] Faults =
    [
        ("Delay stores a task twice", "fsck: I5"),
        ("A task is acknowledged before it runs", "G"),
        ("A retry counts nothing", "G4"),
        ("A dead letter is thrown away", "G"),
        ("A held lease is said to be lost", "G2"),
    ];

    [Fact]
    public async Task ADeliberateFaultAroundIt_IsCaught() => await Task.WhenAll(Faults.Select(static one => CatchAsync(one.Fault, one.Promise)));

    private static async Task CatchAsync(string fault, string promise)
    {
        Report report = await LiveRun.RunAsync(3, DeliberateFaults.All[fault]);

        Assert.True(report.Violation?.StartsWith(promise, StringComparison.Ordinal), $"{fault}: {report.Violation ?? "nothing was found"}\n{report.History}");
    }
}
