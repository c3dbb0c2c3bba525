using System.Collections.Concurrent;
using TypedTasks.Brokers;
using TypedTasks.Envelopes;

namespace TypedTasks.Client;

/// <summary>
/// Resolves queue, priority, expiry and the keeping of the result, each from call, then configuration, then attribute, then
/// default; of what the worker resolves, only what the call itself sets travels.
/// </summary>
internal sealed class SendPlanner(TypedTasksOptions options)
{
    private readonly ConcurrentDictionary<TaskDefinition, Standing> standings = new(ReferenceEqualityComparer.Instance);
    private readonly Func<TaskDefinition, Standing> resolve = task => Standing.Resolve(task, options);

    /// <exception cref="ArgumentException">Queue or priority is outside its range.</exception>
    public SendPlan Plan(TaskDefinition task, CallOptions call, DateTimeOffset now)
    {
        Standing standing = standings.GetOrAdd(task, resolve);
        if (ReferenceEquals(call, CallOptions.None) && standing.Expires is null)
        {
            return standing.Plain;
        }

        TimeSpan keep = call.KeepResult ?? standing.KeepResult;
        int priority = call.Priority ?? standing.Plain.Lane.Priority;
        Lane lane = call.Queue is null && call.Priority is null
            ? standing.Plain.Lane
            : Lane.Of(call.Queue ?? standing.Plain.Lane.Queue, priority);
        DateTimeOffset? expiresAt = call.ExpiresAt
            ?? ((call.ExpiresIn ?? standing.Expires) is { } expires ? OutcomeTerms.Later(now, expires) : null);

        var travel = new TravelOptions
        {
            ExpiresAt = expiresAt,
            KeepResult = Kept(keep),
            Priority = priority,
            Retries = call.Retries,
            Backoff = call.Backoff,
            FirstDelay = call.FirstDelay,
            MaxDelay = call.MaxDelay,
            Jitter = call.Jitter,
            Timeout = call.Timeout,
        };
        OutcomeTerms terms = keep == standing.KeepResult && call.Due.IsNow && call.Id is null
            ? standing.Plain.Terms
            : new OutcomeTerms(keep, call.Due) { SentAt = call.Id is null ? null : now };
        SendTerms sending = call.Id is null && call.WaitForBroker is null && (call.Queue is null || call.Queue == standing.Plain.Lane.Queue)
            ? standing.Plain.Sending
            : SendTerms.Of(call.WaitForBroker ?? options.Sending.WaitForBroker, call.Id is not null, lane.Queue, options);
        return new SendPlan(lane, call.Due, travel, terms, sending);
    }

    /// <summary>A new id for a call: it says about how long the result is kept.</summary>
    public TaskId NewId(TaskDefinition task, CallOptions call, DateTimeOffset now, RuntimeScheduler scheduler) =>
        TaskId.NewAt(now, call.KeepResult ?? standings.GetOrAdd(task, resolve).KeepResult, scheduler);

    private static TimeSpan? Kept(TimeSpan keep) => keep > TimeSpan.Zero ? keep : null;

    /// <summary>What holds for every call of a task that sets nothing itself.</summary>
    private sealed record Standing(SendPlan Plain, TimeSpan? Expires, TimeSpan KeepResult)
    {
        public static Standing Resolve(TaskDefinition task, TypedTasksOptions options)
        {
            TaskDefaults defaults = task.Defaults;
            options.Tasks.TryGetValue(task.Name, out TaskOverrides? overrides);
            TimeSpan keep = overrides?.KeepResult ?? defaults.KeepResult ?? (task.ReturnsValue ? options.DefaultKeepResult : TimeSpan.Zero);
            int priority = overrides?.Priority ?? defaults.Priority;
            TravelOptions travel = keep <= TimeSpan.Zero && priority == 0
                ? TravelOptions.None
                : new TravelOptions { KeepResult = Kept(keep), Priority = priority };
            var lane = Lane.Of(overrides?.Queue ?? defaults.Queue, priority);
            SendTerms sending = SendTerms.Of(options.Sending.WaitForBroker, hasOwnId: false, lane.Queue, options);
            var plain = new SendPlan(lane, DueTime.Now, travel, new OutcomeTerms(keep, DueTime.Now), sending);
            TimeSpan? expires = overrides?.Expires ?? defaults.Expires;
            return new Standing(plain, expires > TimeSpan.Zero ? expires : null, keep);
        }
    }
}
