using TypedTasks.Brokers.InMemory;
using TypedTasks.Simulation.Engine;

namespace TypedTasks.Simulation.Checking;

/// <summary>Where the checker stands: in a simulated world beside the server's state, or before a real Redis.</summary>
internal interface IScene
{
    Coverage Coverage { get; }

    /// <summary>Whether somebody will read the history.</summary>
    bool HasHistory { get; }

    /// <summary>Ticks since the beginning.</summary>
    long Now { get; }

    /// <summary>How long the server has been there to answer; leases are measured by it.</summary>
    long UpTicks { get; }

    /// <summary>The server's clock.</summary>
    DateTimeOffset Clock { get; }

    /// <summary>
    /// Whether every call so far was answered and they come one at a time, so that between two calls nothing changes and a look
    /// shows what the call did. In a simulated world always; before a real Redis until something goes wrong.
    /// </summary>
    bool IsExact { get; }

    /// <summary>Whether renewals, too, come one at a time with the other calls.</summary>
    bool RenewsInTurn { get; }

    /// <summary>How much later than it was decided the start of a handler may be seen: a thread may stand still in between.</summary>
    TimeSpan Slack { get; }

    /// <summary>How often a look that shows something wrong is repeated: a call that nobody waits for any more may arrive meanwhile.</summary>
    int Looks { get; }

    /// <summary>The first violation ends the run.</summary>
    void Fail(string violation);

    void Write(string who, string what);

    /// <summary>The process of a session, or null.</summary>
    IProcess? ProcessOf(string session);

    bool IsAlive(string session);

    /// <summary>Whether the broker hears the session now; false where that cannot be known.</summary>
    bool IsHeard(string session);

    /// <summary>Begins a call, which ends when the turn is disposed.</summary>
    ValueTask<Turn> EnterAsync();

    /// <summary>A call's outcome is unknown: from now on looks are exact no more.</summary>
    void LoseSight();

    /// <summary>Where every task is now; false where that could not be read.</summary>
    ValueTask<bool> CopyPlacesAsync(List<TaskPlace> places);
}

/// <summary>A call under way.</summary>
internal readonly struct Turn(Action? end) : IDisposable
{
    public void Dispose() => end?.Invoke();
}
