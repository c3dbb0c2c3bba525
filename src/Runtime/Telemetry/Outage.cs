using Microsoft.Extensions.Logging;

namespace TypedTasks.Telemetry;

/// <summary>
/// One service's view of a broker that does not answer: the first failure is logged as a warning, the following ones are not,
/// the end is. Between attempts it waits longer and longer, up to 5 s, with jitter. One thread at a time.
/// </summary>
/// <param name="what">What the service was about to do, for the log.</param>
/// <param name="scheduler">Clock and randomness.</param>
/// <param name="log">Where it is logged.</param>
internal sealed class Outage(string what, RuntimeScheduler scheduler, ILogger log)
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    private int failures;
    private long since;

    /// <summary>Whether the last attempt failed.</summary>
    public bool IsOn => failures > 0;

    /// <summary>How long it has lasted.</summary>
    public TimeSpan Duration => failures == 0 ? TimeSpan.Zero : scheduler.Time.GetElapsedTime(since);

    /// <summary>An attempt failed.</summary>
    /// <returns>How long to wait before the next.</returns>
    public TimeSpan Failed(Exception error)
    {
        if (failures++ == 0)
        {
            since = scheduler.Time.GetTimestamp();
            log.BrokerFailed(error, what);
        }

        TimeSpan wait = FirstWait * Math.Pow(2, Math.Min(failures - 1, 10));
        return (wait < LongestWait ? wait : LongestWait) * (0.5 + (scheduler.NextDouble() / 2));
    }

    /// <summary>An attempt succeeded.</summary>
    public void Succeeded()
    {
        if (failures > 0)
        {
            log.BrokerAnswersAgain(what, Duration.TotalSeconds, failures);
            failures = 0;
        }
    }
}
