using System.Text.Json.Serialization;

namespace TypedTasks.Bench.Jobs;

/// <summary>What a measured process is told, as JSON in its only argument. The same for every system; docs/performance.md says how they talk.</summary>
/// <remarks>Setters, not init: the generated JSON reader would put zero where the text names nothing.</remarks>
public sealed record Job
{
    /// <summary><c>produce</c>, <c>send</c>, <c>pace</c> or <c>work</c>.</summary>
    [JsonPropertyName("verb")]
    public required string Verb { get; set; }

    /// <summary>Which system a program that holds several is to be.</summary>
    [JsonPropertyName("system")]
    public string System { get; set; } = "typedtasks";

    /// <summary><c>host:port</c>; empty for the broker inside the process.</summary>
    [JsonPropertyName("redis")]
    public string Redis { get; set; } = string.Empty;

    /// <summary>How many tasks.</summary>
    [JsonPropertyName("tasks")]
    public long Tasks { get; set; }

    /// <summary>How many tasks are run before anything counts, so that compiled code is measured.</summary>
    [JsonPropertyName("warm")]
    public int Warm { get; set; }

    /// <summary>The length of the one string argument.</summary>
    [JsonPropertyName("payload")]
    public int Payload { get; set; } = 100;

    /// <summary>How many queues, called q0, q1 ...; 1 is the system's default queue.</summary>
    [JsonPropertyName("queues")]
    public int Queues { get; set; } = 1;

    /// <summary>How many senders wait for one Delay each at a time.</summary>
    [JsonPropertyName("senders")]
    public int Senders { get; set; } = 1;

    /// <summary>How many workers wait in one process.</summary>
    [JsonPropertyName("workers")]
    public int Workers { get; set; } = 1;

    /// <summary><c>noop</c>, <c>stamped</c>, <c>wait</c> (1 ms), <c>burn</c> (10 ms of a core), <c>answer</c> (a result that is kept) or <c>many</c>.</summary>
    [JsonPropertyName("handler")]
    public string Handler { get; set; } = "noop";

    /// <summary>Tasks a second of <c>pace</c>.</summary>
    [JsonPropertyName("rate")]
    public double Rate { get; set; }

    /// <summary>Whether somebody listens to traces and metrics.</summary>
    [JsonPropertyName("tracking")]
    public bool Tracking { get; set; }

    /// <summary>How many processes a system may use that cannot fill a machine with one (Celery, RQ).</summary>
    [JsonPropertyName("processes")]
    public int Processes { get; set; } = 1;
}
