namespace TypedTasks;

/// <summary>
/// Which client a static <c>Delay</c> means: (1) the client of the current flow, (2) the only live host's, (3) otherwise an
/// exception that names the hosts. The set of live hosts is the only global state of TypedTasks.
/// </summary>
public static class TaskClient
{
    private static readonly AsyncLocal<ITaskClient?> Flow = new();
    private static readonly object Gate = new();
    private static (string Host, ITaskClient Client)[] hosts = [];

    /// <summary>The client that a static <c>Delay</c> uses here and now.</summary>
    /// <exception cref="TaskClientException">No host is live, or more than one.</exception>
    public static ITaskClient Current
    {
        get
        {
            if (Flow.Value is { } client)
            {
                return client;
            }

            (string Host, ITaskClient Client)[] live = Volatile.Read(ref hosts);
            return live.Length == 1 ? live[0].Client : throw NotOne(live);
        }
    }

    /// <summary>Makes a client the one of the current flow (it flows with <c>await</c>) until disposed.</summary>
    public static IDisposable Use(ITaskClient client)
    {
        ArgumentNullException.ThrowIfNull(client);
        var previous = new Restore(Flow.Value);
        Flow.Value = client;
        return previous;
    }

    /// <summary>A host enters when it starts and leaves when the returned value is disposed.</summary>
    internal static IDisposable Enter(string host, ITaskClient client)
    {
        lock (Gate)
        {
            hosts = [.. hosts, (host, client)];
        }

        return new Leave(client);
    }

    private static TaskClientException NotOne((string Host, ITaskClient Client)[] live) => new(
        live.Length == 0
            ? "Delay found no client: no host with TypedTasks is running. Start the host first (AddTypedTasks), inject ITaskClient and call client.Delay(...), or open a scope with TaskClient.Use(client)."
            : $"Delay cannot tell which client is meant: {live.Length} hosts are running ({string.Join(", ", live.Select(h => h.Host))}). Inject ITaskClient and call client.Delay(...), or open a scope with TaskClient.Use(client).");

    private sealed class Restore(ITaskClient? previous) : IDisposable
    {
        public void Dispose() => Flow.Value = previous;
    }

    private sealed class Leave(ITaskClient client) : IDisposable
    {
        public void Dispose()
        {
            lock (Gate)
            {
                hosts = [.. hosts.Where(h => !ReferenceEquals(h.Client, client))];
            }
        }
    }
}
