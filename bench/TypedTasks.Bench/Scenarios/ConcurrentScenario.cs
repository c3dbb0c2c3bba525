using TypedTasks.Bench.Moves;
using TypedTasks.Bench.Systems;

namespace TypedTasks.Bench.Scenarios;

/// <summary>64 senders, each awaiting one Delay at a time, as the requests of a web server do.</summary>
internal static class ConcurrentScenario
{
    public const string Name = "concurrent";

    private const int Senders = 64;

    public static Scenario Of(IReadOnlyList<BenchSystem> systems) => Scenario.OfOne(
        Name,
        "64 senders, each awaits one Delay at a time",
        systems,
        static (stage, system) => new Send { Cell = Name, Verb = "send", Senders = Senders, Tasks = static system => system.Concurrent }.RunAsync(stage, system));
}
