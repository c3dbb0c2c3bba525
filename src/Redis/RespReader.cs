using System.Buffers.Text;
using System.Globalization;

namespace TypedTasks.Redis;

/// <summary>
/// Reads RESP2 replies from a stream, synchronously. Whatever comes, it allocates no more than the bounds allow and throws
/// <see cref="InvalidDataException"/> or what the stream throws.
/// </summary>
/// <param name="stream">The replies.</param>
/// <param name="maxBulk">The longest byte array of a reply.</param>
internal sealed class RespReader(Stream stream, int maxBulk = RespReader.ShortBulk)
{
    /// <summary>Enough for whatever is no envelope.</summary>
    public const int ShortBulk = 1024 * 1024;

    private const int MaxLine = 4 * 1024;
    private const int MaxElements = 64 * 1024;
    private const int MaxInitialElements = 64;
    private const int MaxDepth = 4;

    private readonly byte[] buffer = new byte[16 * 1024];
    private readonly byte[] line = new byte[MaxLine];
    private int start;
    private int end;

    /// <summary>
    /// One reply: a <see cref="long"/>, a <see cref="string"/> (simple), a <see cref="RespError"/>, a byte array (bulk), an
    /// array of these, or null.
    /// </summary>
    public object? Read()
    {
        int elements = MaxElements;
        return Read(MaxDepth, ref elements);
    }

    private object? Read(int depth, ref int elements)
    {
        if (depth == 0 || elements-- == 0)
        {
            throw new InvalidDataException("A reply is nested too deeply or has too many elements.");
        }

        byte kind = Next();
        ReadOnlySpan<byte> text = Line();
        switch (kind)
        {
            case (byte)'+':
                return Text(text);
            case (byte)'-':
                return new RespError(Text(text));
            case (byte)':':
                return Number(text);
            case (byte)'$':
                return Bulk(Number(text));
            case (byte)'*':
                return Array(Number(text), depth, ref elements);
            default:
                throw new InvalidDataException($"A reply begins with byte {kind.ToString(CultureInfo.InvariantCulture)}: this is no Redis.");
        }
    }

    private static string Text(ReadOnlySpan<byte> text) => global::System.Text.Encoding.UTF8.GetString(text);

    private static long Number(ReadOnlySpan<byte> text) => Utf8Parser.TryParse(text, out long number, out int used) && used == text.Length
        ? number
        : throw new InvalidDataException("A reply has no number where one belongs.");

    private byte[]? Bulk(long length)
    {
        if (length == -1)
        {
            return null;
        }

        if (length < 0 || length > maxBulk)
        {
            throw new InvalidDataException("A reply has a length outside its bounds.");
        }

        // It grows with what really came: a lying length costs next to nothing.
        var bytes = new byte[Math.Min(length, buffer.Length)];
        for (int read = 0; read < length;)
        {
            Fill();
            if (read == bytes.Length)
            {
                global::System.Array.Resize(ref bytes, (int)Math.Min(length, bytes.Length * 2L));
            }

            int part = Math.Min(end - start, bytes.Length - read);
            buffer.AsSpan(start, part).CopyTo(bytes.AsSpan(read));
            start += part;
            read += part;
        }

        if (Next() != '\r' || Next() != '\n')
        {
            throw new InvalidDataException("A reply does not end where its length says.");
        }

        return bytes;
    }

    private object?[]? Array(long length, int depth, ref int elements)
    {
        if (length == -1)
        {
            return null;
        }

        if (length < 0 || length > elements)
        {
            throw new InvalidDataException("A reply has more elements than its bounds allow.");
        }

        var items = new List<object?>((int)Math.Min(length, MaxInitialElements));
        for (long i = 0; i < length; i++)
        {
            items.Add(Read(depth - 1, ref elements));
        }

        return [.. items];
    }

    private ReadOnlySpan<byte> Line()
    {
        for (int length = 0; length < MaxLine; length++)
        {
            line[length] = Next();
            if (line[length] == '\n')
            {
                return length > 0 && line[length - 1] == '\r'
                    ? line.AsSpan(0, length - 1)
                    : throw new InvalidDataException("A line of a reply does not end in CR LF.");
            }
        }

        throw new InvalidDataException("A line of a reply is over-long.");
    }

    private byte Next()
    {
        Fill();
        return buffer[start++];
    }

    private void Fill()
    {
        if (start < end)
        {
            return;
        }

        start = 0;
        end = stream.Read(buffer, 0, buffer.Length);
        if (end <= 0)
        {
            end = 0;
            throw new EndOfStreamException("Redis closed the connection.");
        }
    }
}

/// <summary>An error reply.</summary>
internal sealed record RespError(string Message);
