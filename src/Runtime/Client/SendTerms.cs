namespace TypedTasks.Client;

/// <summary>How one call is sent, beside where to; shared by all calls that are alike.</summary>
/// <param name="WaitForBroker">How long it waits through an outage of the broker; zero for not at all.</param>
/// <param name="RememberFor">How long the broker remembers its id; zero for not at all.</param>
/// <param name="QueueLimit">How many ready tasks its queue may hold; zero for any number.</param>
internal sealed record SendTerms(TimeSpan WaitForBroker, TimeSpan RememberFor, int QueueLimit)
{
    /// <summary>Sent once, and no question asked.</summary>
    public static SendTerms Plain { get; } = new(TimeSpan.Zero, TimeSpan.Zero, 0);

    /// <summary>Whether it may have to wait: for the broker, or for room.</summary>
    public bool IsPatient => WaitForBroker > TimeSpan.Zero || QueueLimit > 0;

    public static SendTerms Of(TimeSpan waitForBroker, bool hasOwnId, string queue, TypedTasksOptions options)
    {
        int limit = options.Queues.TryGetValue(queue, out QueueOptions? limited) ? limited.Limit ?? 0 : 0;
        TimeSpan remember = waitForBroker > TimeSpan.Zero || hasOwnId ? waitForBroker + options.Sending.RememberFor : TimeSpan.Zero;
        return limit == 0 && remember == TimeSpan.Zero ? Plain : new SendTerms(waitForBroker, remember, limit);
    }
}
