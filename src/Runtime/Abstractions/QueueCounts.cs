namespace TypedTasks;

/// <summary>How much of a queue is in which state.</summary>
/// <param name="Queue">The queue.</param>
/// <param name="Ready">Waiting in its lanes, suspects included.</param>
/// <param name="Taken">Under a lease.</param>
/// <param name="Scheduled">Waiting for their time.</param>
/// <param name="Buried">In the dead letters.</param>
public sealed record QueueCounts(string Queue, long Ready, long Taken, long Scheduled, long Buried);
