namespace TypedTasks;

/// <summary>How the delay before a retry grows with the number of retries.</summary>
public enum BackoffKind : byte
{
    /// <summary>Retry at once.</summary>
    None = 0,

    /// <summary>The first delay every time.</summary>
    Fixed = 1,

    /// <summary>First delay times the number of the retry: 10 s, 20 s, 30 s, ...</summary>
    Linear = 2,

    /// <summary>Doubles with each retry: 10 s, 20 s, 40 s, ...</summary>
    Exponential = 3,
}
