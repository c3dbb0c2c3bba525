using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace TypedTasks.Redis.Server;

/// <summary>Just enough of a Redis of another version that a driver connects: it answers INFO and refuses all real work.</summary>
public sealed class StubServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly string version;
    private readonly Task accepting;

    /// <summary>Starts it.</summary>
    /// <param name="version">What INFO says.</param>
    public StubServer(string version)
    {
        this.version = version;
        listener.Start();
        accepting = AcceptAsync();
    }

    /// <summary><c>127.0.0.1:port</c>.</summary>
    public string Endpoint => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        await accepting;
        stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var serving = new List<Task>();
        try
        {
            while (true)
            {
                serving.Add(ServeAsync(await listener.AcceptTcpClientAsync(stop.Token)));
            }
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(serving);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        try
        {
            using (client)
            {
                NetworkStream stream = client.GetStream();
                using var reader = new StreamReader(stream, Encoding.Latin1);
                while (await ReadCommandAsync(reader) is { } command)
                {
                    await stream.WriteAsync(Encoding.Latin1.GetBytes(Answer(command)), stop.Token);
                }
            }
        }
        catch (Exception error) when (error is OperationCanceledException or IOException or ObjectDisposedException)
        {
            // The client went away.
        }
    }

    private async Task<string[]?> ReadCommandAsync(StreamReader reader)
    {
        if (await reader.ReadLineAsync(stop.Token) is not { Length: > 1 } head || head[0] != '*')
        {
            return null;
        }

        var command = new string[int.Parse(head.AsSpan(1), CultureInfo.InvariantCulture)];
        for (int i = 0; i < command.Length; i++)
        {
            string length = await reader.ReadLineAsync(stop.Token) ?? "$0";
            var part = new char[int.Parse(length.AsSpan(1), CultureInfo.InvariantCulture)];
            await reader.ReadBlockAsync(part, stop.Token);
            await reader.ReadLineAsync(stop.Token);
            command[i] = new string(part);
        }

        return command;
    }

    private string Answer(string[] command)
    {
        switch (command[0].ToUpperInvariant())
        {
            case "PING" when command.Length == 1:
                return "+PONG\r\n";
            case "ECHO" or "PING":
                return Bulk(command[1]);
            case "INFO":
                return Bulk($"# Server\r\nredis_version:{version}\r\nredis_mode:standalone\r\nrun_id:0123456789012345678901234567890123456789\r\n# Replication\r\nrole:master\r\n");
            case "SELECT":
                return "+OK\r\n";
            case "SUBSCRIBE":
                return $"*3\r\n{Bulk("subscribe")}{Bulk(command[1])}:1\r\n";
            default:
                return $"-ERR unknown command '{command[0]}'\r\n";
        }
    }

    private static string Bulk(string text) => string.Create(CultureInfo.InvariantCulture, $"${text.Length}\r\n{text}\r\n");
}
