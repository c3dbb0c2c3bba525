namespace TypedTasks;

/// <summary>How often and how late a failed attempt is repeated.</summary>
/// <param name="Retries">Repetitions after the first attempt, 0 to 200.</param>
/// <param name="Backoff">How the delay grows.</param>
/// <param name="FirstDelay">The delay before the first retry.</param>
/// <param name="MaxDelay">No delay is longer than this.</param>
/// <param name="Jitter">Whether a delay is shortened at random by up to a half.</param>
public sealed record RetryPolicy(int Retries, BackoffKind Backoff, TimeSpan FirstDelay, TimeSpan MaxDelay, bool Jitter)
{
    /// <summary>Retries where nothing is said.</summary>
    public const int DefaultRetries = 3;

    /// <summary>The most retries a task may have: attempts are one byte on the wire.</summary>
    public const int MaxRetries = 200;

    /// <summary>3 retries, exponential from 10 s, at most 1 h apart, with jitter.</summary>
    public static RetryPolicy Default { get; } =
        new(DefaultRetries, BackoffKind.Exponential, TimeSpan.FromSeconds(10), TimeSpan.FromHours(1), Jitter: true);

    /// <summary>The delay before retry number <paramref name="retry"/>.</summary>
    /// <param name="retry">1 for the first retry.</param>
    /// <param name="random">A random number in [0, 1), used when <see cref="Jitter"/> is on: "equal jitter",
    /// half of the delay is certain, the other half is drawn.</param>
    public TimeSpan DelayBefore(int retry, double random)
    {
        double first = FirstDelay.TotalMilliseconds;
        double cap = MaxDelay.TotalMilliseconds;
        double delay = Backoff switch
        {
            BackoffKind.None => 0,
            BackoffKind.Fixed => first,
            BackoffKind.Linear => first * retry,
            BackoffKind.Exponential => first * Math.Pow(2, retry - 1),
            _ => first,
        };
        delay = Math.Min(delay, cap);
        return TimeSpan.FromMilliseconds(Jitter ? delay * (0.5 + (random / 2)) : delay);
    }
}
