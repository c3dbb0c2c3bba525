using System.Text.Json.Serialization;

namespace TypedTasks.Bench.Generator;

/// <summary>One line of the table, as it stands in artifacts/bench-generator.json.</summary>
internal sealed record Row
{
    [JsonPropertyName("tasks")]
    public required int Tasks { get; init; }

    /// <summary><c>cold</c>, or the edit.</summary>
    [JsonPropertyName("run")]
    public required string Run { get; init; }

    [JsonPropertyName("generator")]
    public required Cost Generator { get; init; }

    /// <summary>The empty look-up over the same project.</summary>
    [JsonPropertyName("look_up")]
    public required Cost LookUp { get; init; }

    /// <summary>All analyzers over the project with what was generated, by the compiler's own count, in milliseconds; null where it was not asked.</summary>
    [JsonPropertyName("analyzers_ms")]
    public double? Analyzers { get; init; }

    /// <summary>The compiler and all analyzers together, everything bound anew; null where it was not asked.</summary>
    [JsonPropertyName("compiler_with_analyzers")]
    public Cost? Compiler { get; init; }

    /// <summary>How many times the look-up: the middle of the pairs, of which each was measured one right after the other.</summary>
    [JsonPropertyName("times_look_up")]
    public required double TimesLookUp { get; init; }
}
