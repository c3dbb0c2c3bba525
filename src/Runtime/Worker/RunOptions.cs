namespace TypedTasks.Worker;

/// <summary>What holds for the attempts of one task once call, configuration, attribute and defaults have spoken.</summary>
/// <param name="Retry">How often and how late a failure is repeated.</param>
/// <param name="Timeout">How long one attempt may run, or null.</param>
/// <param name="RetryOn">If it names any, only these exceptions are repeated.</param>
/// <param name="DoNotRetryOn">These are never repeated.</param>
internal sealed record RunOptions(RetryPolicy Retry, TimeSpan? Timeout, ExceptionSet RetryOn, ExceptionSet DoNotRetryOn)
{
    /// <summary>What holds for an envelope whose task cannot be read.</summary>
    public static RunOptions Default { get; } = new(RetryPolicy.Default, null, ExceptionSet.Empty, ExceptionSet.Empty);
}
