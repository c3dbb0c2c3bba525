namespace TypedTasks;

/// <summary>
/// Makes a method a task: the generator writes its proxy (<c>XxxTask</c>), its serializer and its dispatch entry.
/// </summary>
/// <remarks>
/// Durations are literals such as <c>"500ms"</c>, <c>"30s"</c>, <c>"5m"</c>, <c>"2h"</c>, <c>"1d"</c> or a
/// <see cref="TimeSpan"/> in its constant form (<c>"00:05:00"</c>). Every value but <see cref="Name"/>,
/// <see cref="Proxy"/> and <see cref="Version"/> can be overridden by configuration
/// (<c>TypedTasks:Tasks:&lt;name&gt;:&lt;option&gt;</c>), most also by a single call.
/// </remarks>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class TaskAttribute : Attribute
{
    /// <summary>The name on the wire. By default <c>Namespace.Type.Nested.Method</c> without a trailing <c>Async</c>.</summary>
    public string? Name { get; set; }

    /// <summary>The name of the generated proxy property. By default the method's name without <c>Async</c>, plus <c>Task</c>.</summary>
    public string? Proxy { get; set; }

    /// <summary>
    /// The version of the parameter list, 1 by default, 1 to 65,535. A message of a higher version than the handler's waits for
    /// a newer worker; one of a lower version runs, its missing trailing arguments taking their defaults.
    /// </summary>
    public int Version { get; set; } = 1;

    /// <summary>The queue, <c>default</c> by default: 1 to 128 letters, digits, <c>.</c>, <c>_</c> or <c>-</c>.</summary>
    public string? Queue { get; set; }

    /// <summary>How often a failed attempt is repeated, 3 by default, 0 to 200. Attempts = Retries + 1.</summary>
    public int Retries { get; set; } = RetryPolicy.DefaultRetries;

    /// <summary>How the delay grows from retry to retry, <see cref="BackoffKind.Exponential"/> by default.</summary>
    public BackoffKind Backoff { get; set; } = BackoffKind.Exponential;

    /// <summary>The delay before the first retry, a duration literal, <c>"10s"</c> by default. May be below a second.</summary>
    public string? FirstDelay { get; set; }

    /// <summary>The longest delay between two attempts, a duration literal, <c>"1h"</c> by default.</summary>
    public string? MaxDelay { get; set; }

    /// <summary>Whether each delay is shortened at random by up to a half so that retries spread out. On by default.</summary>
    public bool Jitter { get; set; } = true;

    /// <summary>If set, only these exceptions (and those derived from them) are retried; any other buries the task at once.</summary>
    public Type[]? RetryOn { get; set; }

    /// <summary>These exceptions (and those derived from them) bury the task at once. Stronger than <see cref="RetryOn"/>.</summary>
    public Type[]? DoNotRetryOn { get; set; }

    /// <summary>How long one attempt may run before its token is cancelled, a duration literal. Unlimited by default.</summary>
    public string? Timeout { get; set; }

    /// <summary>How long after Delay the task may still start, a duration literal. Unlimited by default.</summary>
    public string? Expires { get; set; }

    /// <summary>The band inside its queue, 0 (default) to 9. A worker empties a higher band first.</summary>
    public int Priority { get; set; }

    /// <summary>
    /// How long the result is kept, a duration literal, or <c>"none"</c>. By default <c>"1d"</c> where the method returns a
    /// value and <c>"none"</c> where it does not.
    /// </summary>
    public string? KeepResult { get; set; }
}
