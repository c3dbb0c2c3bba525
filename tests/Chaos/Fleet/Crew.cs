using System.Collections.Concurrent;
using TypedTasks.Redis.Server;
using TypedTasks.Redis.WorkerApp;

namespace TypedTasks.Chaos.Fleet;

/// <summary>The worker processes of a row, by name.</summary>
internal sealed class Crew(string endpoint, string prefix, DirectoryInfo folder, IReadOnlyList<string> options) : IAsyncDisposable
{
    private const int Tries = 5;

    // A process that starts costs a core for a while, and has a few seconds to find its Redis.
    private static readonly SemaphoreSlim Starts = new(2);

    private readonly ConcurrentDictionary<string, ChildProcess> workers = new();
    private readonly HashSet<string> gone = [];

    /// <summary>Where each connects to; for workers that are started from now on.</summary>
    public string Endpoint { get; set; } = endpoint;

    /// <summary>A worker.</summary>
    public ChildProcess this[string name] => workers[name];

    /// <summary>Those that nobody ended.</summary>
    public IEnumerable<string> Expected => workers.Keys.Except(gone);

    /// <summary>All that they wrote, each under its name.</summary>
    public string Output => string.Join('\n', workers.Select(static worker => $"--- {worker.Key}\n{worker.Value.Output}"));

    /// <summary>Starts a worker and waits until it is ready, as a supervisor does: who ends before that is started again.</summary>
    public async Task StartAsync(string name)
    {
        await Starts.WaitAsync();
        try
        {
            for (int left = Tries; !await IsReadyAsync(workers[name] = Launch(name)); left--)
            {
                if (left == 0)
                {
                    throw new InvalidOperationException($"Worker {name} does not start:\n{workers[name].Output}");
                }
            }
        }
        finally
        {
            Starts.Release();
        }
    }

    /// <summary>SIGKILL.</summary>
    public Task KillAsync(string name)
    {
        gone.Add(name);
        return workers[name].KillAsync();
    }

    /// <summary>SIGTERM, and waits for its end.</summary>
    /// <returns>The exit code.</returns>
    public Task<int> StopAsync(string name)
    {
        gone.Add(name);
        workers[name].Terminate();
        return workers[name].ExitAsync();
    }

    /// <summary>Ends those that are left.</summary>
    /// <returns>What is wrong with their ends.</returns>
    public async Task<IReadOnlyList<string>> EndAsync()
    {
        var found = new List<string>();
        string[] left = [.. Expected];
        foreach (string name in left.Where(name => workers[name].HasExited))
        {
            found.Add($"worker {name} ended by itself");
        }

        await Task.WhenAll(left.Where(name => !workers[name].HasExited).Select(async name =>
        {
            int code = await StopAsync(name);
            if (code != 0)
            {
                lock (found)
                {
                    found.Add($"worker {name} ended with {code} after SIGTERM");
                }
            }
        }));
        return found;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (ChildProcess worker in workers.Values)
        {
            await worker.DisposeAsync();
        }
    }

    private static async Task<bool> IsReadyAsync(ChildProcess worker)
    {
        Task ready = worker.LineWithAsync("ready");
        return await Task.WhenAny(ready, worker.ExitAsync()) == ready && ready.IsCompletedSuccessfully;
    }

    private ChildProcess Launch(string name) => ChildProcess.Start(
        typeof(Chores).Assembly.Location,
        folder.FullName,
        [
            "--redis", Endpoint, "--prefix", prefix, "--journal", Path.Combine(folder.FullName, name + ".journal"),
            .. options.Select(static option => "--worker:" + option),
        ]);
}
