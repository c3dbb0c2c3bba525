using System.Net.Sockets;

namespace TypedTasks.Redis;

/// <summary>
/// A socket read and written by poll and plain system calls on the calling thread, each with a deadline. The runtime's own
/// streams wait for their socket engine, which one would share with everything else in the process.
/// </summary>
internal sealed class PollingStream(Socket socket, TimeSpan timeout) : Stream
{
    /// <summary>How much longer than usual the server may take to answer: it was asked to wait.</summary>
    public TimeSpan Patience { get; set; }

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        while (true)
        {
            int read = socket.Receive(buffer, SocketFlags.None, out SocketError error);
            if (error == SocketError.Success)
            {
                return read;
            }

            Await(error, SelectMode.SelectRead);
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            int sent = socket.Send(buffer, SocketFlags.None, out SocketError error);
            if (error == SocketError.Success)
            {
                buffer = buffer[sent..];
                continue;
            }

            Await(error, SelectMode.SelectWrite);
        }
    }

    public override void Flush()
    {
        // Nothing is held back.
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            socket.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Await(SocketError error, SelectMode what)
    {
        if (error is not (SocketError.WouldBlock or SocketError.IOPending or SocketError.Interrupted))
        {
            throw new IOException($"The connection failed ({error}).", new SocketException((int)error));
        }

        if (!socket.Poll(timeout + Patience, what))
        {
            throw new IOException("The server did not answer in time.", new SocketException((int)SocketError.TimedOut));
        }
    }
}
