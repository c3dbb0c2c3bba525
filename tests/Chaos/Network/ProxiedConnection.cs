using System.Diagnostics;
using System.Net.Sockets;
using System.Threading.Channels;

namespace TypedTasks.Chaos.Network;

/// <summary>One connection through the proxy: two pipes, each of which keeps its order and delays every piece by itself.</summary>
internal sealed class ProxiedConnection(Socket client, Socket server, Weather weather) : IDisposable
{
    private const int PieceBytes = 32 * 1024;
    private const int PiecesOnTheirWay = 256;

    private readonly CancellationTokenSource ended = new();
    private volatile bool stranded;

    /// <summary>Carries until either end closes or it is reset.</summary>
    public async Task RunAsync()
    {
        client.NoDelay = server.NoDelay = true;
        await Task.WhenAny(PipeAsync(client, server, replies: false), PipeAsync(server, client, replies: true));
        Reset();
    }

    /// <summary>Resets both ends.</summary>
    public void Reset()
    {
        ended.Cancel();
        Abort(client);
        Abort(server);
    }

    /// <summary>From now on nothing passes, and nobody is told.</summary>
    public void Strand() => stranded = true;

    public void Dispose()
    {
        client.Dispose();
        server.Dispose();
    }

    private static void Abort(Socket socket)
    {
        try
        {
            // Without lingering: a reset, not a farewell.
            socket.LingerState = new LingerOption(true, 0);
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // It is closed already.
        }

        socket.Dispose();
    }

    private async Task PipeAsync(Socket from, Socket to, bool replies)
    {
        Channel<(long Due, byte[] Piece)> pieces = Channel.CreateBounded<(long, byte[])>(PiecesOnTheirWay);
        await Task.WhenAll(ReadAsync(from, pieces.Writer), WriteAsync(pieces.Reader, to, replies));
    }

    private async Task ReadAsync(Socket from, ChannelWriter<(long Due, byte[] Piece)> pieces)
    {
        var buffer = new byte[PieceBytes];
        try
        {
            int read;
            do
            {
                // An empty piece is the end; it too is late, and does not pass where nothing does.
                read = await from.ReceiveAsync(buffer, ended.Token);
                long due = Stopwatch.GetTimestamp() + (long)(weather.Delay() * Stopwatch.Frequency / 1000);
                await pieces.WriteAsync((due, buffer[..read]), ended.Token);
            }
            while (read > 0);
        }
        catch (Exception error) when (error is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            pieces.TryWrite((0, []));
        }
    }

    private async Task WriteAsync(ChannelReader<(long Due, byte[] Piece)> pieces, Socket to, bool replies)
    {
        try
        {
            while (true)
            {
                (long due, byte[] piece) = await pieces.ReadAsync(ended.Token);
                TimeSpan left = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), due);
                if (left > TimeSpan.Zero)
                {
                    await Task.Delay(left, ended.Token);
                }

                await weather.Passage(replies).WaitAsync(ended.Token);
                if (stranded)
                {
                    await Task.Delay(Timeout.Infinite, ended.Token);
                }

                if (piece.Length == 0)
                {
                    return;
                }

                await to.SendAsync(piece, ended.Token);
            }
        }
        catch (Exception error) when (error is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // Either end is gone.
        }
    }
}
