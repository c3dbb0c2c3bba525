using TypedTasks.Dispatch;
using TypedTasks.Envelopes;

namespace TypedTasks.Worker;

/// <summary>
/// Resolves the options that count where the handler runs: call, then configuration, then attribute, then default. What holds
/// without a word of the call is resolved once a task.
/// </summary>
internal sealed class RunOptionsResolver
{
    private readonly RunOptions[] byIndex;

    /// <param name="table">The tasks.</param>
    /// <param name="overrides">What configuration says, by task name.</param>
    public RunOptionsResolver(DispatchTable table, IEnumerable<KeyValuePair<string, TaskOverrides>> overrides)
    {
        var byName = new Dictionary<string, TaskOverrides>(overrides, StringComparer.Ordinal);

        // Tasks that are alike share an object: of thousands, that of the next one would else have to come from memory.
        var shared = new Dictionary<RunOptions, RunOptions>();
        byIndex = new RunOptions[table.Invokers.Count];
        for (int i = 0; i < byIndex.Length; i++)
        {
            RunOptions own = Resolve(table.Invokers[i].Definition.Defaults, byName.GetValueOrDefault(table.Invokers[i].Name));
            byIndex[i] = shared.TryAdd(own, own) ? own : shared[own];
        }
    }

    /// <summary>What holds for one message.</summary>
    /// <param name="index">The task's place in the dispatch table.</param>
    /// <param name="call">What travelled.</param>
    public RunOptions Resolve(int index, TravelOptions call)
    {
        RunOptions known = byIndex[index];
        return IsSilent(call) ? known : With(known, call);
    }

    private static RunOptions Resolve(TaskDefaults attribute, TaskOverrides? configuration)
    {
        RetryPolicy retry = attribute.Retry;
        if (configuration is null)
        {
            return new RunOptions(
                retry, NoneIfZero(attribute.Timeout), ExceptionSet.Of(attribute.RetryOn, null), ExceptionSet.Of(attribute.DoNotRetryOn, null));
        }

        return new RunOptions(
            new RetryPolicy(
                Math.Clamp(configuration.Retries ?? retry.Retries, 0, RetryPolicy.MaxRetries),
                configuration.Backoff ?? retry.Backoff,
                configuration.FirstDelay ?? retry.FirstDelay,
                configuration.MaxDelay ?? retry.MaxDelay,
                configuration.Jitter ?? retry.Jitter),
            NoneIfZero(configuration.Timeout ?? attribute.Timeout),
            ExceptionSet.Of(attribute.RetryOn, configuration.RetryOn),
            ExceptionSet.Of(attribute.DoNotRetryOn, configuration.DoNotRetryOn));
    }

    private static bool IsSilent(TravelOptions call) =>
        ReferenceEquals(call, TravelOptions.None)
        || (call.Retries is null && call.Backoff is null && call.FirstDelay is null && call.MaxDelay is null && call.Jitter is null && call.Timeout is null);

    private static RunOptions With(RunOptions known, TravelOptions call) => known with
    {
        Retry = new RetryPolicy(
            call.Retries ?? known.Retry.Retries,
            call.Backoff ?? known.Retry.Backoff,
            call.FirstDelay ?? known.Retry.FirstDelay,
            call.MaxDelay ?? known.Retry.MaxDelay,
            call.Jitter ?? known.Retry.Jitter),
        Timeout = NoneIfZero(call.Timeout ?? known.Timeout),
    };

    private static TimeSpan? NoneIfZero(TimeSpan? timeout) => timeout > TimeSpan.Zero ? timeout : null;
}
