using TypedTasks.BrokerConformance.Tasks;
using TypedTasks.Serialization;

namespace TypedTasks.Simulation.Workload;

/// <summary>The definitions, one a kind, as the generator would write them.</summary>
internal static class SimTasks
{
    private const string Prefix = "Sim.";

    private static readonly TaskDefaults Defaults = new()
    {
        Retry = new RetryPolicy(2, BackoffKind.Exponential, TimeSpan.FromMilliseconds(300), TimeSpan.FromSeconds(5), Jitter: true),
    };

    public static IReadOnlyDictionary<Kind, TestTask> Plain { get; } = Enum.GetValues<Kind>()
        .Where(static kind => kind != Kind.Answers)
        .ToDictionary(static kind => kind, static kind => new TestTask(Prefix + kind, DefaultsOf(kind))
        {
            Unreadable = kind == Kind.Unreadable ? new PayloadException("Nobody can read this.") : null,
        });

    public static SquareTask Answers { get; } = new(Defaults with { KeepResult = TimeSpan.FromHours(1) }, Prefix + Kind.Answers);

    /// <summary>The kind of an envelope's task.</summary>
    public static Kind KindOf(string name) => Enum.Parse<Kind>(name[Prefix.Length..]);

    private static TaskDefaults DefaultsOf(Kind kind) => kind switch
    {
        Kind.Fleeting => Defaults with { Expires = TimeSpan.FromMilliseconds(400) },
        _ => Defaults,
    };
}
