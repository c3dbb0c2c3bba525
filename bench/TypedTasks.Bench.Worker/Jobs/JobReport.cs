using System.Text.Json.Serialization;

namespace TypedTasks.Bench.Jobs;

/// <summary>A line that a measured process writes. Times are nanoseconds of the machine's monotonic clock, the same in every process.</summary>
public sealed record JobReport
{
    /// <summary><c>ready</c>: waits for <c>go</c>; <c>started</c>: is at work; <c>result</c>: has done it.</summary>
    [JsonPropertyName("event")]
    public required string Event { get; init; }

    /// <summary>How many tasks were handled, or sent.</summary>
    [JsonPropertyName("ran")]
    public long Ran { get; init; }

    /// <summary>When it began.</summary>
    [JsonPropertyName("start_ns")]
    public long StartNs { get; init; }

    /// <summary>When the first task was handled.</summary>
    [JsonPropertyName("first_ns")]
    public long FirstNs { get; init; }

    /// <summary>When the last task was handled, or the broker had the last one.</summary>
    [JsonPropertyName("last_ns")]
    public long LastNs { get; init; }

    /// <summary>The middle of the waits: of a Delay for the sender, from Delay to handler for the worker.</summary>
    [JsonPropertyName("p50_ms")]
    public double? P50 { get; init; }

    /// <summary>One wait in a hundred is longer.</summary>
    [JsonPropertyName("p99_ms")]
    public double? P99 { get; init; }

    /// <summary>Bytes allocated on the managed heap meanwhile; only where it is .NET.</summary>
    [JsonPropertyName("allocated")]
    public long? Allocated { get; init; }

    /// <summary>How many methods the compiler has made since the process began; only where it is .NET.</summary>
    [JsonPropertyName("compiled")]
    public long? Compiled { get; init; }

    /// <summary>Seconds from <see cref="StartNs"/> to <see cref="LastNs"/>.</summary>
    [JsonIgnore]
    public double Seconds => Math.Max(1, LastNs - StartNs) / 1e9;
}
