using System.Text.Json.Serialization;

namespace TypedTasks.Bench.Reporting;

/// <summary>One cell of the table, as it stands in artifacts/bench.json.</summary>
internal sealed record Measurement
{
    [JsonPropertyName("scenario")]
    public required string Scenario { get; init; }

    [JsonPropertyName("system")]
    public required string System { get; init; }

    [JsonPropertyName("tasks_per_s")]
    public double? TasksPerSecond { get; init; }

    [JsonPropertyName("p50_ms")]
    public double? P50 { get; init; }

    [JsonPropertyName("p99_ms")]
    public double? P99 { get; init; }

    /// <summary>Expected and not run.</summary>
    [JsonPropertyName("lost")]
    public long Lost { get; init; }

    /// <summary>Time that Redis spent in commands, from INFO commandstats.</summary>
    [JsonPropertyName("redis_us_per_task")]
    public double? RedisMicrosecondsPerTask { get; init; }

    /// <summary>What a waiting task costs in Redis, from INFO memory.</summary>
    [JsonPropertyName("bytes_per_task")]
    public double? BytesPerTask { get; init; }

    /// <summary>What the measured process allocated on its managed heap; of .NET systems only.</summary>
    [JsonPropertyName("allocated_per_task")]
    public double? AllocatedPerTask { get; init; }

    /// <summary>Of an idle worker: the share of one core it uses, in percent.</summary>
    [JsonPropertyName("cpu_percent"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? ProcessorPercent { get; init; }

    /// <summary>Of an idle worker: commands that Redis serves it in a second.</summary>
    [JsonPropertyName("redis_commands_per_s"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? RedisCommandsPerSecond { get; init; }

    /// <summary>Why the row counts for nothing.</summary>
    [JsonPropertyName("void"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Void { get; init; }

    /// <summary>The round in the middle; what was lost in any round counts.</summary>
    public static Measurement Median(IReadOnlyList<Measurement> rounds) =>
        rounds.OrderBy(static round => round.TasksPerSecond).ElementAt(rounds.Count / 2) with { Lost = rounds.Sum(static round => round.Lost) };
}
