namespace TypedTasks.Worker;

/// <summary>
/// How long a task that no worker knows waits for one that does (a rolling deploy): each wait is twice the one before, and all
/// of them together are the period. The count travels in the header.
/// </summary>
internal static class DeferralRule
{
    /// <summary>After this many waits the task is buried.</summary>
    public const int Limit = 12;

    // 2^0 + 2^1 + ... + 2^11: what the waits add up to, in units of the first.
    private const int Units = (1 << Limit) - 1;

    /// <summary>The next wait.</summary>
    /// <param name="deferrals">How often it waited already.</param>
    /// <param name="period">The sum of all waits.</param>
    /// <returns>Null when there is none left.</returns>
    public static TimeSpan? Next(int deferrals, TimeSpan period) =>
        deferrals >= Limit ? null : TimeSpan.FromTicks((long)((double)period.Ticks / Units * (1 << deferrals)));
}
