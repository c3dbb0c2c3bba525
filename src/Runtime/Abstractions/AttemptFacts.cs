namespace TypedTasks;

/// <summary>What a <see cref="TaskContext"/> says, before anybody asked for one: most handlers never do.</summary>
internal readonly record struct AttemptFacts(
    TaskId Id,
    string Name,
    string Queue,
    int Attempt,
    int MaxAttempts,
    DateTimeOffset EnqueuedAt,
    DateTimeOffset? Deadline,
    IReadOnlyDictionary<string, string> Headers,
    CancellationToken CancellationToken)
{
    public TaskContext ToContext() => new(Id, Name, Queue, Attempt, MaxAttempts, EnqueuedAt, Deadline, Headers, CancellationToken);
}
