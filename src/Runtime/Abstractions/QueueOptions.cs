namespace TypedTasks;

/// <summary>What is said of one queue where Delay runs (<c>TypedTasks:Queues:&lt;name&gt;:&lt;option&gt;</c>).</summary>
public sealed class QueueOptions
{
    /// <summary>
    /// How many ready tasks the queue may hold, all its lanes together, for Delay to send another one: 1 or more; null (the default)
    /// for any number. Only what Delay sends to be ready at once is held to it: scheduled work that becomes due, retries, released,
    /// rescued and replayed tasks are accepted already and never refused.
    /// </summary>
    /// <remarks>As <c>MaxLength</c> of a RabbitMQ queue with <c>reject-publish</c>.</remarks>
    public int? Limit { get; set; }

    /// <summary>What Delay does when the queue is full: <see cref="WhenFull.Reject"/> by default.</summary>
    public WhenFull WhenFull { get; set; } = WhenFull.Reject;

    /// <summary>How long Delay waits for room in a full queue where it waits: 30 s by default, 1 ms to 1 day.</summary>
    public TimeSpan WaitForRoom { get; set; } = TimeSpan.FromSeconds(30);

    internal static string PathOf(string queue, string option) => $"{TypedTasksOptions.Section}:{nameof(TypedTasksOptions.Queues)}:{queue}:{option}";
}
