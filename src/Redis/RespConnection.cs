using System.Buffers.Text;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace TypedTasks.Redis;

/// <summary>
/// One blocking connection to Redis: connect, TLS, AUTH, SELECT, command, reply, all on the calling thread, so that it works
/// while the thread pool is starved. After any exception it is of no use and must be disposed.
/// </summary>
internal sealed class RespConnection : IDisposable
{
    private readonly Socket socket;
    private readonly PollingStream polling;
    private readonly Stream stream;
    private readonly RespReader reader;
    private readonly ArrayWriter output = new();

    private RespConnection(Socket socket, PollingStream polling, Stream stream, int maxBulk)
    {
        this.socket = socket;
        this.polling = polling;
        this.stream = stream;
        reader = new RespReader(stream, maxBulk);
    }

    /// <summary>Connects.</summary>
    /// <param name="endpoint">The server.</param>
    /// <param name="settings">How.</param>
    /// <param name="maxBulk">The longest byte array that a reply may have.</param>
    /// <exception cref="Exception">SocketException, IOException, AuthenticationException, InvalidDataException, or RespException.</exception>
    public static RespConnection Open(EndPoint endpoint, LeaseLinkSettings settings, int maxBulk = RespReader.ShortBulk)
    {
        Socket socket = Connect(endpoint, settings.Timeout);
        try
        {
            var polling = new PollingStream(socket, settings.Timeout);
            Stream stream = polling;
            if (settings.Tls)
            {
                string host = endpoint is DnsEndPoint dns ? dns.Host : ((endpoint as IPEndPoint)?.Address.ToString() ?? string.Empty);
                var tls = new SslStream(stream);
                stream = tls;
                tls.AuthenticateAsClient(settings.TlsOptions(host));
            }

            var connection = new RespConnection(socket, polling, stream, maxBulk);
            connection.Greet(settings);
            return connection;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Sends one command and reads its reply.</summary>
    /// <exception cref="RespException">Redis answered with an error; the connection is still good.</exception>
    public object? Call(params ReadOnlySpan<ReadOnlyMemory<byte>> command)
    {
        output.Reset();
        output.Header('*', command.Length);
        foreach (ReadOnlyMemory<byte> part in command)
        {
            output.Header('$', part.Length);
            output.Append(part.Span);
            output.Append("\r\n"u8);
        }

        stream.Write(output.Written);
        stream.Flush();
        object? reply = reader.Read();
        return reply is RespError error ? throw new RespException(error.Message) : reply;
    }

    /// <summary>Sends a command that has the server wait, and reads its reply.</summary>
    /// <param name="atMost">How long the server was asked to wait; it is given this much longer to answer.</param>
    /// <param name="command">The command.</param>
    /// <exception cref="RespException">Redis answered with an error; the connection is still good.</exception>
    public object? CallBlocking(TimeSpan atMost, params ReadOnlySpan<ReadOnlyMemory<byte>> command)
    {
        polling.Patience = atMost;
        try
        {
            return Call(command);
        }
        finally
        {
            polling.Patience = TimeSpan.Zero;
        }
    }

    /// <summary>Breaks off what is under way: the call fails. Any thread.</summary>
    public void Abort()
    {
        try
        {
            socket.Shutdown(SocketShutdown.Both);
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // It is closed already.
        }
    }

    public void Dispose()
    {
        stream.Dispose();
        socket.Dispose();
    }

    private static Socket Connect(EndPoint endpoint, TimeSpan timeout)
    {
        SocketException? last = null;
        foreach (EndPoint address in AddressesOf(endpoint))
        {
            Socket socket = address.AddressFamily == AddressFamily.Unix
                ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
                : new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                ConnectWithin(socket, address, timeout);
                return socket;
            }
            catch (SocketException error)
            {
                socket.Dispose();
                last = error;
            }
        }

        throw last ?? new SocketException((int)SocketError.HostNotFound);
    }

    private static IEnumerable<EndPoint> AddressesOf(EndPoint endpoint) => endpoint is DnsEndPoint dns
        ? Dns.GetHostAddresses(dns.Host).Select(address => (EndPoint)new IPEndPoint(address, dns.Port))
        : [endpoint];

    // A blocking Connect has no deadline, and an asynchronous one wants the thread pool: so connect without blocking, and poll.
    private static void ConnectWithin(Socket socket, EndPoint address, TimeSpan timeout)
    {
        socket.Blocking = false;
        try
        {
            socket.Connect(address);
        }
        catch (SocketException error) when (error.SocketErrorCode is SocketError.WouldBlock or SocketError.InProgress)
        {
            if (!socket.Poll((int)timeout.TotalMicroseconds, SelectMode.SelectWrite))
            {
                throw new SocketException((int)SocketError.TimedOut);
            }

            if (socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.Error) is int failed and not 0)
            {
                throw new SocketException(failed);
            }
        }
    }

    private void Greet(LeaseLinkSettings settings)
    {
        if (settings.Password is { Length: > 0 } password)
        {
            if (settings.User is { Length: > 0 } user)
            {
                Call(Bytes("AUTH"), Bytes(user), Bytes(password));
            }
            else
            {
                Call(Bytes("AUTH"), Bytes(password));
            }
        }

        if (settings.Database > 0)
        {
            Call(Bytes("SELECT"), Bytes(settings.Database.ToString(global::System.Globalization.CultureInfo.InvariantCulture)));
        }
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    /// <summary>A growing buffer that is used again.</summary>
    private sealed class ArrayWriter
    {
        private byte[] bytes = new byte[4096];
        private int length;

        public ReadOnlySpan<byte> Written => bytes.AsSpan(0, length);

        public void Reset() => length = 0;

        public void Header(char kind, int count)
        {
            Span<byte> text = stackalloc byte[16];
            text[0] = (byte)kind;
            Utf8Formatter.TryFormat(count, text[1..], out int digits);
            Append(text[..(1 + digits)]);
            Append("\r\n"u8);
        }

        public void Append(ReadOnlySpan<byte> part)
        {
            if (bytes.Length - length < part.Length)
            {
                Array.Resize(ref bytes, Math.Max(bytes.Length * 2, length + part.Length));
            }

            part.CopyTo(bytes.AsSpan(length));
            length += part.Length;
        }
    }
}

/// <summary>Redis answered with an error.</summary>
internal sealed class RespException(string message) : Exception(message);
