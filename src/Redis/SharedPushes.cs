using TypedTasks.Brokers;

namespace TypedTasks.Redis;

/// <summary>
/// Group commit, as databases have it: a Delay is sent at once while none is on its way; what comes meanwhile gathers, and goes
/// together, in one command a lane, at once or with the next answer.
/// </summary>
/// <param name="scheduler">Who sends what has gathered.</param>
/// <param name="send">Writes the pushes before it returns; the task ends when each of them is completed.</param>
internal sealed class SharedPushes(RuntimeScheduler scheduler, Func<List<SharedPush>, Task> send)
{
    // With one a Delay would wait for up to two round trips; with two it is one and a half at most, and concurrent ones share
    // commands all the same.
    private const int MaxUnderway = 2;

    private readonly object gate = new();
    private List<SharedPush> gathered = [];

    // Sends that wait for their answer.
    private int underway;

    // Somebody is about to send what has gathered: one at a time, so that their order is kept.
    private bool leaving;

    /// <summary>Gathers an envelope that goes with others, where any is on its way.</summary>
    /// <returns>What it waits for; null where nothing is on its way: then the caller sends, and says so with <see cref="Arrived"/>.</returns>
    public SharedPush? Join(in EnqueueItem item)
    {
        SharedPush push;
        lock (gate)
        {
            if (underway == 0 && !leaving)
            {
                underway++;
                return null;
            }

            push = new SharedPush(item.Lane, item.Envelope);
            gathered.Add(push);
            if (!TryLeave())
            {
                return push;
            }
        }

        Leave();
        return push;
    }

    /// <summary>A send has its answer, or has given up waiting for it.</summary>
    public void Arrived()
    {
        lock (gate)
        {
            underway--;
            if (!TryLeave())
            {
                return;
            }
        }

        Leave();
    }

    /// <returns>Whether what has gathered may be sent, and the caller is to see to it. Under the gate.</returns>
    private bool TryLeave()
    {
        if (leaving || !MayLeave())
        {
            return false;
        }

        return leaving = true;
    }

    // Elsewhere: until a thread is free, more may gather.
    private void Leave() => _ = scheduler.Run("send what has gathered", LeaveAsync);

    private bool MayLeave() => gathered.Count > 0 && underway < MaxUnderway;

    private Task LeaveAsync()
    {
        while (true)
        {
            List<SharedPush> together;
            lock (gate)
            {
                if (!MayLeave())
                {
                    leaving = false;
                    return Task.CompletedTask;
                }

                together = gathered;
                gathered = new List<SharedPush>(together.Count);
                underway++;
            }

            _ = SendAsync(together);
        }
    }

    private async Task SendAsync(List<SharedPush> together)
    {
        try
        {
            await send(together);
        }
        finally
        {
            Arrived();
        }
    }
}
