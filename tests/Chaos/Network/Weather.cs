namespace TypedTasks.Chaos.Network;

/// <summary>What a network is like. Any thread may change it; what is on its way notices.</summary>
internal sealed class Weather
{
    private static readonly Task Passable = Task.CompletedTask;

    private volatile Task requests = Passable;
    private volatile Task replies = Passable;
    private TaskCompletionSource? muteRequests;
    private TaskCompletionSource? muteReplies;
    private double latency;
    private double jitter;

    /// <summary>How long a piece is on its way, at least, and how much longer by chance, each way.</summary>
    public void Slow(TimeSpan by, TimeSpan atRandom)
    {
        Volatile.Write(ref latency, by.TotalMilliseconds);
        Volatile.Write(ref jitter, atRandom.TotalMilliseconds);
    }

    /// <summary>Holds back what is said in a direction, until it is allowed again; connections stay open, and new ones are accepted.</summary>
    public void Silence(bool requests, bool replies)
    {
        this.requests = Toggle(ref muteRequests, requests);
        this.replies = Toggle(ref muteReplies, replies);
    }

    /// <summary>When the next piece arrives, in milliseconds from now.</summary>
    public double Delay() => Volatile.Read(ref latency) + (Random.Shared.NextDouble() * Volatile.Read(ref jitter));

    /// <summary>Ends when a direction is passable.</summary>
    public Task Passage(bool ofReplies) => ofReplies ? replies : requests;

    private static Task Toggle(ref TaskCompletionSource? mute, bool silent)
    {
        if (silent)
        {
            mute ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return mute.Task;
        }

        mute?.TrySetResult();
        mute = null;
        return Passable;
    }
}
