namespace TypedTasks.Generators.Model;

/// <summary>What the attribute says, in ticks, numbers and type names; null where it is silent.</summary>
internal sealed record DefaultsModel
{
    public required string? Queue { get; init; }

    public required int? Priority { get; init; }

    public required int? Retries { get; init; }

    public required int? Backoff { get; init; }

    public required long? FirstDelay { get; init; }

    public required long? MaxDelay { get; init; }

    public required bool? Jitter { get; init; }

    public required EquatableArray<string> RetryOn { get; init; }

    public required EquatableArray<string> DoNotRetryOn { get; init; }

    public required long? Timeout { get; init; }

    public required long? Expires { get; init; }

    public required long? KeepResult { get; init; }
}
