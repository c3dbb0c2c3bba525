using System.Threading.Tasks.Sources;

namespace TypedTasks.Worker;

/// <summary>One slot loop's wait for something to run, used again for each: a loop waits for one thing at a time.</summary>
internal sealed class SlotWait : IValueTaskSource<bool>
{
    private ManualResetValueTaskSourceCore<bool> core;

    /// <summary>Begins a wait.</summary>
    public ValueTask<bool> Begin()
    {
        core.Reset();
        return new ValueTask<bool>(this, core.Version);
    }

    /// <summary>Ends it.</summary>
    /// <param name="more">Whether there may be something to run.</param>
    /// <param name="here">Whether the loop goes on within this call, and not on another thread.</param>
    public void End(bool more, bool here = false)
    {
        core.RunContinuationsAsynchronously = !here;
        core.SetResult(more);
    }

    bool IValueTaskSource<bool>.GetResult(short token) => core.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<bool>.GetStatus(short token) => core.GetStatus(token);

    void IValueTaskSource<bool>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        core.OnCompleted(continuation, state, token, flags);
}
