using System.Text.Json.Serialization;

namespace TypedTasks.Bench;

/// <summary>One cell of the table, as it stands in artifacts/bench.json.</summary>
internal sealed record Measurement
{
    [JsonPropertyName("scenario")]
    public required string Scenario { get; init; }

    [JsonPropertyName("system")]
    public required string System { get; init; }

    [JsonPropertyName("tasks_per_s")]
    public required double TasksPerSecond { get; init; }

    [JsonPropertyName("lost")]
    public required long Lost { get; init; }

    /// <summary>Time that Redis spent in commands, from INFO commandstats.</summary>
    [JsonPropertyName("redis_us_per_task")]
    public double? RedisMicrosecondsPerTask { get; init; }

    /// <summary>What a waiting task costs in Redis, from INFO memory.</summary>
    [JsonPropertyName("bytes_per_task")]
    public double? BytesPerTask { get; init; }

    /// <summary>What the measured process allocated on its managed heap.</summary>
    [JsonPropertyName("allocated_per_task")]
    public double? AllocatedPerTask { get; init; }

    [JsonIgnore]
    public string? MissedTarget { get; init; }

    /// <summary>The round in the middle; what was lost in any round counts.</summary>
    public static Measurement Median(IReadOnlyList<Measurement> rounds) =>
        rounds.OrderBy(round => round.TasksPerSecond).ElementAt(rounds.Count / 2) with { Lost = rounds.Sum(round => round.Lost) };
}
