using System.Collections.Concurrent;

namespace TypedTasks.Simulation.Live;

/// <summary>The worker processes of a run, and a supervisor that replaces what died or was stopped.</summary>
internal sealed class LiveFleet(LiveSetup setup, int wanted) : IAsyncDisposable
{
    private readonly ConcurrentQueue<LiveProcess> all = new();
    private readonly CancellationTokenSource ended = new();
    private Task supervising = Task.CompletedTask;

    public void Start()
    {
        Fill();
        supervising = SuperviseAsync();
    }

    /// <summary>One that works, by chance.</summary>
    public LiveProcess? Any()
    {
        LiveProcess[] working = [.. all.Where(static process => process.IsWorking)];
        return working.Length == 0 ? null : working[setup.Next(working.Length)];
    }

    public async ValueTask DisposeAsync()
    {
        await ended.CancelAsync();
        await supervising;
        await Task.WhenAll(all.Select(static process => process.DisposeAsync().AsTask()));
        ended.Dispose();
    }

    private async Task SuperviseAsync()
    {
        while (!ended.IsCancellationRequested)
        {
            await Task.Delay(300, ended.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            Fill();
        }
    }

    private void Fill()
    {
        while (!ended.IsCancellationRequested && all.Count(static process => process.IsWorking) < wanted)
        {
            // The first is old: it does not know the newest task.
            var process = new LiveProcess($"w{all.Count + 1}", setup, isNew: !all.IsEmpty);
            all.Enqueue(process);
            _ = process.StartAsync();
        }
    }
}
