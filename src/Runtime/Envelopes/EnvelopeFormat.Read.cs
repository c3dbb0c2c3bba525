using MessagePack;

namespace TypedTasks.Envelopes;

public static partial class EnvelopeFormat
{
    private static volatile TravelOptions lastKept = TravelOptions.None;

    /// <summary>
    /// Reads an envelope. It never throws on bad bytes, and what it allocates is bounded by their number; the envelope holds
    /// slices of <paramref name="bytes"/>. Of a header or an option that is there twice, the last one counts. Of a sealed one it
    /// holds what is readable without a key: <see cref="EnvelopeProblem.UnknownKey"/>.
    /// </summary>
    public static EnvelopeProblem TryRead(ReadOnlyMemory<byte> bytes, out TaskEnvelope envelope)
    {
        envelope = default;
        if (!EnvelopeHeader.TryRead(bytes.Span, out EnvelopeHeader header) || header.Version == 0)
        {
            return EnvelopeProblem.Unreadable;
        }

        if (header.Version > CurrentVersion || header.Flags != 0)
        {
            return IsSealed(header) ? ReadWithoutKey(header, bytes, out envelope) : EnvelopeProblem.Newer;
        }

        try
        {
            return TryReadBody(header, bytes[EnvelopeHeader.Size..], out envelope);
        }
        catch (Exception error) when (IsBadBytes(error))
        {
            return EnvelopeProblem.Unreadable;
        }
    }

    // What MessagePackReader throws on bytes that are not what was asked for; a payload is never trusted.
    private static bool IsBadBytes(Exception error) =>
        error is MessagePackSerializationException or EndOfStreamException or OverflowException or ArgumentException;

    private static EnvelopeProblem TryReadBody(EnvelopeHeader header, ReadOnlyMemory<byte> body, out TaskEnvelope envelope)
    {
        if (TryReadPlain(header, body, out envelope))
        {
            return EnvelopeProblem.None;
        }

        var reader = new MessagePackReader(body);
        if (reader.ReadArrayHeader() < FieldCount)
        {
            return EnvelopeProblem.Unreadable;
        }

        if (!TryReadName(ref reader, body, out ReadOnlyMemory<byte> name))
        {
            return EnvelopeProblem.Unreadable;
        }

        if (name.Length > MaxNameBytes)
        {
            return EnvelopeProblem.OverLimit;
        }

        int taskVersion = reader.ReadInt32();
        return taskVersion < 1 ? EnvelopeProblem.Unreadable : ReadContent(ref reader, body, header, name, taskVersion, out envelope);
    }

    /// <summary>
    /// Most envelopes carry neither headers nor options, and a name of less than 256 bytes: the few bytes around it are compared as they are,
    /// which costs less than to make a reader. Whatever looks different in any way is left to the reader.
    /// </summary>
    private static bool TryReadPlain(EnvelopeHeader header, ReadOnlyMemory<byte> body, out TaskEnvelope envelope)
    {
        envelope = default;
        ReadOnlySpan<byte> bytes = body.Span;
        if (bytes.Length < 3 || bytes[0] != (MessagePackCode.MinFixArray | FieldCount))
        {
            return false;
        }

        (int start, int length) = bytes[1] switch
        {
            MessagePackCode.Str8 => (3, bytes[2]),
            > MessagePackCode.MinFixStr and <= MessagePackCode.MaxFixStr => (2, bytes[1] - MessagePackCode.MinFixStr),
            _ => default,
        };
        int end = start + length;
        if (length == 0
            || bytes.Length <= end + 3
            || bytes[end] is < 1 or > MessagePackCode.MaxFixInt
            || bytes[end + 1] != MessagePackCode.Nil
            || bytes[end + 2] != MessagePackCode.Nil)
        {
            return false;
        }

        envelope = new TaskEnvelope
        {
            Header = header,
            Name = body.Slice(start, length),
            TaskVersion = bytes[end],
            Headers = CallOptions.EmptyHeaders,
            Options = TravelOptions.None,
            Arguments = body[(end + 3)..],
        };
        return true;
    }

    /// <summary>Headers, options, arguments: the last three fields of a plain envelope, and all that is in the box of a sealed one.</summary>
    private static EnvelopeProblem ReadContent(
        ref MessagePackReader reader, ReadOnlyMemory<byte> read, EnvelopeHeader header, ReadOnlyMemory<byte> name, int taskVersion, out TaskEnvelope envelope)
    {
        envelope = default;
        EnvelopeProblem problem = ReadHeaders(ref reader, out IReadOnlyDictionary<string, string> headers);
        if (problem != EnvelopeProblem.None)
        {
            return problem;
        }

        problem = ReadOptions(ref reader, out TravelOptions options);
        if (problem != EnvelopeProblem.None)
        {
            return problem;
        }

        if (reader.End)
        {
            // Cut off where the arguments begin.
            return EnvelopeProblem.Unreadable;
        }

        envelope = new TaskEnvelope
        {
            Header = header,
            Name = name,
            TaskVersion = taskVersion,
            Headers = headers,
            Options = options,
            Arguments = read[(int)reader.Consumed..],
        };
        return EnvelopeProblem.None;
    }

    private static bool TryReadName(ref MessagePackReader reader, ReadOnlyMemory<byte> body, out ReadOnlyMemory<byte> name)
    {
        name = default;
        if (!reader.TryReadStringSpan(out ReadOnlySpan<byte> span) || span.IsEmpty)
        {
            return false;
        }

        name = body.Slice((int)reader.Consumed - span.Length, span.Length);
        return true;
    }

    private static EnvelopeProblem ReadHeaders(ref MessagePackReader reader, out IReadOnlyDictionary<string, string> headers)
    {
        headers = CallOptions.EmptyHeaders;
        if (reader.TryReadNil())
        {
            return EnvelopeProblem.None;
        }

        int count = reader.ReadMapHeader();
        if (count > MaxHeaders)
        {
            return EnvelopeProblem.OverLimit;
        }

        var read = new Dictionary<string, string>(count, StringComparer.Ordinal);
        for (int i = 0; i < count; i++)
        {
            if (reader.ReadString() is not { } name || reader.ReadString() is not { } value)
            {
                return EnvelopeProblem.Unreadable;
            }

            read[name] = value;
        }

        headers = read;
        return EnvelopeProblem.None;
    }

    private static EnvelopeProblem ReadOptions(ref MessagePackReader reader, out TravelOptions options)
    {
        options = TravelOptions.None;
        if (reader.TryReadNil())
        {
            return EnvelopeProblem.None;
        }

        int count = reader.ReadMapHeader();
        if (count > MaxOptions)
        {
            return EnvelopeProblem.OverLimit;
        }

        for (int i = 0; i < count; i++)
        {
            int option = reader.ReadInt32();
            if (option is < Option.ExpiresAt or > Option.Timeout)
            {
                // Room to grow: a newer sender's option, skipped.
                UnknownField.Skip(ref reader);
                continue;
            }

            long value = reader.ReadInt64();
            options = count == 1 && option == Option.KeepResult ? Kept(Duration(value)) : With(options, option, value);
        }

        return EnvelopeProblem.None;
    }

    // All that most tasks with a result carry, and the same for most of them.
    private static TravelOptions Kept(TimeSpan keep)
    {
        TravelOptions last = lastKept;
        return last.KeepResult == keep ? last : lastKept = new TravelOptions { KeepResult = keep };
    }

    private static TravelOptions With(TravelOptions options, int option, long value) => option switch
    {
        Option.ExpiresAt => options with { ExpiresAt = DateTimeOffset.FromUnixTimeMilliseconds(value) },
        Option.KeepResult => options with { KeepResult = Duration(value) },
        Option.Priority => options with { Priority = (int)Math.Clamp(value, 0, TaskDefaults.MaxPriority) },
        Option.Retries => options with { Retries = (int)Math.Clamp(value, 0, RetryPolicy.MaxRetries) },
        Option.Backoff => options with { Backoff = (BackoffKind)Math.Clamp(value, 0, (long)BackoffKind.Exponential) },
        Option.FirstDelay => options with { FirstDelay = Duration(value) },
        Option.MaxDelay => options with { MaxDelay = Duration(value) },
        Option.Jitter => options with { Jitter = value != 0 },
        _ => options with { Timeout = Duration(value) },
    };

    // A duration beyond what a TimeSpan holds is as good as the longest; a negative one as good as none.
    private static TimeSpan Duration(long milliseconds) =>
        TimeSpan.FromTicks(Math.Clamp(milliseconds, 0, (TimeSpan.MaxValue.Ticks / TimeSpan.TicksPerMillisecond) - 1) * TimeSpan.TicksPerMillisecond);
}
