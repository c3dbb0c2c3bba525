using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace TypedTasks.Redis.Server;

/// <summary>The smallest client there is, so that a test that checks a driver needs no driver. Text only; arrays are joined by lines.</summary>
public sealed class RespClient : IAsyncDisposable
{
    private readonly Stream stream;

    private RespClient(Stream stream) => this.stream = stream;

    /// <summary>Connects to a port of the loopback.</summary>
    public static async Task<RespClient> ConnectAsync(
        int port, bool tls = false, CancellationToken cancellationToken = default, (string CertificateFile, string KeyFile)? client = null)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port), cancellationToken);
        }
        catch
        {
            socket.Dispose();
            throw;
        }

        Stream stream = new NetworkStream(socket, ownsSocket: true);
        if (tls)
        {
#pragma warning disable CA5359 // The certificate is the test's own.
            var secure = new SslStream(stream, leaveInnerStreamOpen: false, (_, _, _, _) => true);
#pragma warning restore CA5359
            X509Certificate2Collection own = client is { } files ? [X509Certificate2.CreateFromPemFile(files.CertificateFile, files.KeyFile)] : [];
            await secure.AuthenticateAsClientAsync("localhost", own, checkCertificateRevocation: false);
            stream = secure;
        }

        return new RespClient(stream);
    }

    /// <summary>Sends a command and returns its reply as text (Latin-1: every byte is one character).</summary>
    /// <param name="command">The command and its arguments.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="orError">Whether an error reply is returned instead of thrown.</param>
    public async Task<string> CallAsync(IReadOnlyList<string> command, CancellationToken cancellationToken = default, bool orError = false)
    {
        await SendAsync(command, cancellationToken);
        return await ReadAsync(cancellationToken, orError);
    }

    /// <summary>Sends a command.</summary>
    public async Task SendAsync(IReadOnlyList<string> command, CancellationToken cancellationToken = default)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"*{command.Count}\r\n");
        foreach (string part in command)
        {
            text.Append(CultureInfo.InvariantCulture, $"${part.Length}\r\n{part}\r\n");
        }

        await stream.WriteAsync(Encoding.Latin1.GetBytes(text.ToString()), cancellationToken);
    }

    /// <summary>Reads one reply.</summary>
    public async Task<string> ReadAsync(CancellationToken cancellationToken = default, bool orError = false)
    {
        string line = await LineAsync(cancellationToken);
        switch (line[0])
        {
            case '-' when !orError:
                throw new InvalidOperationException(line[1..]);
            case '$':
                int length = int.Parse(line.AsSpan(1), CultureInfo.InvariantCulture);
                if (length < 0)
                {
                    return string.Empty;
                }

                var bytes = new byte[length + 2];
                await stream.ReadExactlyAsync(bytes, cancellationToken);
                return Encoding.Latin1.GetString(bytes, 0, length);
            case '*':
                var items = new List<string>();
                for (int left = int.Parse(line.AsSpan(1), CultureInfo.InvariantCulture); left > 0; left--)
                {
                    items.Add(await ReadAsync(cancellationToken, orError));
                }

                return string.Join('\n', items);
            default:
                return line[1..];
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => stream.DisposeAsync();

    private async Task<string> LineAsync(CancellationToken cancellationToken)
    {
        var line = new StringBuilder();
        var one = new byte[1];
        while (true)
        {
            await stream.ReadExactlyAsync(one, cancellationToken);
            if (one[0] == '\n')
            {
                return line.ToString();
            }

            if (one[0] != '\r')
            {
                line.Append((char)one[0]);
            }
        }
    }
}
