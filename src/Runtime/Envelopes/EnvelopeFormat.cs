using System.Buffers;
using MessagePack;

namespace TypedTasks.Envelopes;

/// <summary>
/// The layout of an envelope, version 1: the header, then a MessagePack array
/// <c>[name, task version, headers | nil, options | nil, arguments]</c>. Nothing else knows it. A reader skips fields that
/// follow, and options whose number it does not know.
/// </summary>
public static partial class EnvelopeFormat
{
    /// <summary>The version written.</summary>
    public const byte CurrentVersion = 1;

    /// <summary>The most headers that an envelope may carry.</summary>
    public const int MaxHeaders = 64;

    private const int FieldCount = 5;
    private const int MaxOptions = 64;

    private static class Option
    {
        public const int ExpiresAt = 1;
        public const int KeepResult = 2;
        public const int Priority = 3;
        public const int Retries = 4;
        public const int Backoff = 5;
        public const int FirstDelay = 6;
        public const int MaxDelay = 7;
        public const int Jitter = 8;
        public const int Timeout = 9;
    }

    /// <summary>Writes an envelope.</summary>
    /// <exception cref="ArgumentException">It carries more than <see cref="MaxHeaders"/> headers: no reader would take it.</exception>
    public static void Write(IBufferWriter<byte> output, in TaskEnvelope envelope)
    {
        ArgumentNullException.ThrowIfNull(output);
        CheckHeaders(envelope);
        envelope.Header.Write(output.GetSpan(EnvelopeHeader.Size));
        output.Advance(EnvelopeHeader.Size);

        var writer = new MessagePackWriter(output);
        writer.WriteArrayHeader(FieldCount);
        writer.WriteString(envelope.Name.Span);
        writer.Write(envelope.TaskVersion);
        WriteHeaders(ref writer, envelope.Headers);
        WriteOptions(ref writer, envelope.Options);
        writer.WriteRaw(envelope.Arguments.Span);
        writer.Flush();
    }

    private static void CheckHeaders(in TaskEnvelope envelope)
    {
        if (envelope.Headers.Count > MaxHeaders)
        {
            throw new ArgumentException($"A task carries {envelope.Headers.Count} headers; the limit is {MaxHeaders}.", nameof(envelope));
        }
    }

    private static void WriteHeaders(ref MessagePackWriter writer, IReadOnlyDictionary<string, string> headers)
    {
        if (headers.Count == 0)
        {
            writer.WriteNil();
            return;
        }

        writer.WriteMapHeader(headers.Count);
        foreach ((string name, string value) in headers)
        {
            writer.Write(name);
            writer.Write(value);
        }
    }

    private static void WriteOptions(ref MessagePackWriter writer, TravelOptions options)
    {
        int count = Count(options);
        if (count == 0)
        {
            writer.WriteNil();
            return;
        }

        writer.WriteMapHeader(count);
        WriteOption(ref writer, Option.ExpiresAt, options.ExpiresAt?.ToUnixTimeMilliseconds());
        WriteOption(ref writer, Option.KeepResult, Milliseconds(options.KeepResult));
        WriteOption(ref writer, Option.Priority, options.Priority == 0 ? null : options.Priority);
        WriteOption(ref writer, Option.Retries, options.Retries);
        WriteOption(ref writer, Option.Backoff, (long?)options.Backoff);
        WriteOption(ref writer, Option.FirstDelay, Milliseconds(options.FirstDelay));
        WriteOption(ref writer, Option.MaxDelay, Milliseconds(options.MaxDelay));
        WriteOption(ref writer, Option.Jitter, options.Jitter is { } jitter ? (jitter ? 1 : 0) : null);
        WriteOption(ref writer, Option.Timeout, Milliseconds(options.Timeout));
    }

    private static int Count(TravelOptions options) =>
        ReferenceEquals(options, TravelOptions.None)
            ? 0
            : One(options.ExpiresAt is not null) + One(options.KeepResult is not null) + One(options.Priority != 0)
              + One(options.Retries is not null) + One(options.Backoff is not null) + One(options.FirstDelay is not null)
              + One(options.MaxDelay is not null) + One(options.Jitter is not null) + One(options.Timeout is not null);

    private static int One(bool present) => present ? 1 : 0;

    // Whole numbers: as a double, a duration of centuries would come back a millisecond shorter.
    private static long? Milliseconds(TimeSpan? duration) => duration?.Ticks / TimeSpan.TicksPerMillisecond;

    private static void WriteOption(ref MessagePackWriter writer, int option, long? value)
    {
        if (value is { } number)
        {
            writer.Write(option);
            writer.Write(number);
        }
    }
}
