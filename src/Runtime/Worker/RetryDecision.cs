namespace TypedTasks.Worker;

/// <summary>Whether a failed attempt is repeated, and when. Pure: what it depends on is passed in.</summary>
/// <param name="Bury">Why it is not repeated, or null where it is.</param>
/// <param name="Delay">How much later it is repeated.</param>
internal readonly record struct RetryDecision(BuryReason? Bury, TimeSpan Delay)
{
    /// <summary>Decides about what a handler threw.</summary>
    /// <param name="error">What it threw.</param>
    /// <param name="options">What holds for the task.</param>
    /// <param name="attempt">The number of the attempt that failed, 1 for the first.</param>
    /// <param name="random">A random number in [0, 1).</param>
    public static RetryDecision For(Exception error, RunOptions options, int attempt, double random)
    {
        if (options.DoNotRetryOn.Contains(error) || (!options.RetryOn.IsEmpty && !options.RetryOn.Contains(error)))
        {
            return new RetryDecision(BuryReason.NotRetried, default);
        }

        return Again(options.Retry, attempt, BuryReason.Exhausted, random);
    }

    /// <summary>Decides about a payload that cannot be read; the exceptions that a task names do not count here.</summary>
    public static RetryDecision ForUnreadable(bool overLimit, RetryPolicy policy, int attempt, double random) =>
        overLimit ? new RetryDecision(BuryReason.OverLimit, default) : Again(policy, attempt, BuryReason.Unreadable, random);

    private static RetryDecision Again(RetryPolicy policy, int attempt, BuryReason otherwise, double random) =>
        attempt > policy.Retries ? new RetryDecision(otherwise, default) : new RetryDecision(null, policy.DelayBefore(attempt, random));
}
