using System.Net;
using System.Net.Sockets;

namespace TypedTasks.Chaos.Network;

/// <summary>
/// A bad network on the loopback: what comes in on one port goes out to another, late, not at all, or until it is cut. A connection
/// keeps its order, as TCP does.
/// </summary>
internal sealed class Proxy : IAsyncDisposable
{
    private readonly Socket listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly HashSet<ProxiedConnection> connections = [];
    private readonly CancellationTokenSource stop = new();
    private readonly Task accepting;
    private volatile int target;

    public Proxy(int target)
    {
        this.target = target;
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(512);
        Port = ((IPEndPoint)listener.LocalEndPoint!).Port;
        accepting = AcceptAsync();
    }

    /// <summary>Where it listens.</summary>
    public int Port { get; }

    /// <summary>What the network is like now.</summary>
    public Weather Weather { get; } = new();

    /// <summary>Sends new connections elsewhere, as a virtual address does after a failover, and cuts those that are open.</summary>
    public void Repoint(int port)
    {
        target = port;
        Cut();
    }

    /// <summary>Resets all connections.</summary>
    public void Cut()
    {
        foreach (ProxiedConnection connection in Open())
        {
            connection.Reset();
        }
    }

    /// <summary>Nothing passes any more on the connections that are open, and nobody is told; new ones work.</summary>
    public void Strand()
    {
        foreach (ProxiedConnection connection in Open())
        {
            connection.Strand();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Dispose();
        await accepting;
        Weather.Silence(false, false);
        Cut();
        stop.Dispose();
    }

    private List<ProxiedConnection> Open()
    {
        lock (connections)
        {
            return [.. connections];
        }
    }

    private async Task AcceptAsync()
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                Socket client = await listener.AcceptAsync(stop.Token);
                _ = ServeAsync(client);
            }
            catch (Exception error) when (error is SocketException or OperationCanceledException or ObjectDisposedException)
            {
                // It ends, or the client went away again before it was accepted.
            }
        }
    }

    private async Task ServeAsync(Socket client)
    {
        var server = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        using var connection = new ProxiedConnection(client, server, Weather);
        try
        {
            await server.ConnectAsync(new IPEndPoint(IPAddress.Loopback, target), stop.Token);
        }
        catch (Exception error) when (error is SocketException or OperationCanceledException)
        {
            connection.Reset();
            return;
        }

        lock (connections)
        {
            connections.Add(connection);
        }

        await connection.RunAsync();
        lock (connections)
        {
            connections.Remove(connection);
        }
    }
}
