using System.Buffers;
using MessagePack;
using TypedTasks.Envelopes.Sealing;

namespace TypedTasks.Envelopes;

/// <summary>
/// A sealed envelope: the header, with the protection in its flags, then <c>[name, task version, key id, box]</c>. The box holds
/// <c>[headers | nil, options | nil, arguments]</c>; all from the id to the box is authenticated with it.
/// </summary>
public static partial class EnvelopeFormat
{
    private const int SealedFieldCount = 4;
    private const int ContentFieldCount = 3;
    private const int MaxNameBytes = NameGrammar.MaxTaskLength * 4;
    private const int KeptScratch = 64 * 1024;

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? scratch;

    /// <summary>Writes an envelope, sealed where there is a seal that writes sealed.</summary>
    /// <exception cref="ArgumentException">It carries more than <see cref="MaxHeaders"/> headers: no reader would take it.</exception>
    public static void Write(IBufferWriter<byte> output, in TaskEnvelope envelope, IEnvelopeSeal? seal)
    {
        if (seal is null || seal.Protection == EnvelopeProtection.None)
        {
            Write(output, envelope);
            return;
        }

        ArgumentNullException.ThrowIfNull(output);
        CheckHeaders(envelope);
        ArrayBufferWriter<byte> parts = scratch is { Capacity: <= KeptScratch } kept ? kept : scratch = new ArrayBufferWriter<byte>(1024);
        parts.ResetWrittenCount();
        EnvelopeKey key = seal.CurrentKey;
        var writer = new MessagePackWriter(parts);
        writer.WriteArrayHeader(ContentFieldCount);
        WriteHeaders(ref writer, envelope.Headers);
        WriteOptions(ref writer, envelope.Options);
        writer.WriteRaw(envelope.Arguments.Span);
        writer.Flush();
        int content = parts.WrittenCount;
        int box = content + SealSizes.Overhead(seal.Protection);

        (envelope.Header with { Flags = (byte)seal.Protection }).Write(parts.GetSpan(EnvelopeHeader.Size));
        parts.Advance(EnvelopeHeader.Size);
        writer = new MessagePackWriter(parts);
        writer.WriteArrayHeader(SealedFieldCount);
        writer.WriteString(envelope.Name.Span);
        writer.Write(envelope.TaskVersion);
        writer.WriteString(key.IdUtf8);
        writer.WriteBinHeader(box);
        writer.Flush();

        ReadOnlySpan<byte> shown = parts.WrittenSpan[content..];
        Span<byte> whole = output.GetSpan(shown.Length + box);
        shown.CopyTo(whole);
        seal.Seal(
            key, SealPurpose.Envelope, envelope.Header.Id, shown[EnvelopeHeader.IdOffset..], parts.WrittenSpan[..content], whole.Slice(shown.Length, box));
        output.Advance(shown.Length + box);
    }

    /// <summary>Reads an envelope and opens its seal. It never throws on bad bytes, and what it allocates is bounded by their number.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="seal">Opens what is sealed; null where there are no keys.</param>
    /// <param name="buffer">Where encrypted content is written; the envelope holds slices of it, so it is used again only when that is done with.</param>
    /// <param name="envelope">The envelope; of one that cannot be opened only header, name and task version, not to be trusted.</param>
    public static EnvelopeProblem TryRead(ReadOnlyMemory<byte> bytes, IEnvelopeSeal? seal, ref byte[] buffer, out TaskEnvelope envelope)
    {
        if (seal is null || !EnvelopeHeader.TryRead(bytes.Span, out EnvelopeHeader header))
        {
            return TryRead(bytes, out envelope);
        }

        if (IsSealed(header))
        {
            return TryOpen(header, bytes, seal, ref buffer, out envelope);
        }

        EnvelopeProblem problem = TryRead(bytes, out envelope);
        return seal.AcceptsPlain || problem == EnvelopeProblem.Newer ? problem : EnvelopeProblem.NotSealed;
    }

    /// <summary>The name of the key of a sealed envelope, for a message; null where it is not sealed.</summary>
    public static string? KeyOf(ReadOnlyMemory<byte> bytes) =>
        EnvelopeHeader.TryRead(bytes.Span, out EnvelopeHeader header) && IsSealed(header)
        && TryReadShown(header, bytes, out _, out SealedContent content) == EnvelopeProblem.None ? content.KeyName : null;

    private static bool IsSealed(in EnvelopeHeader header) =>
        header is { Version: CurrentVersion, Flags: (byte)EnvelopeProtection.Encrypt or (byte)EnvelopeProtection.Sign };

    private static EnvelopeProblem ReadWithoutKey(in EnvelopeHeader header, ReadOnlyMemory<byte> bytes, out TaskEnvelope envelope)
    {
        EnvelopeProblem problem = TryReadShown(header, bytes, out envelope, out _);
        return problem == EnvelopeProblem.None ? EnvelopeProblem.UnknownKey : problem;
    }

    private static EnvelopeProblem TryOpen(
        in EnvelopeHeader header, ReadOnlyMemory<byte> bytes, IEnvelopeSeal seal, ref byte[] buffer, out TaskEnvelope envelope)
    {
        EnvelopeProblem problem = TryReadShown(header, bytes, out envelope, out SealedContent content);
        if (problem != EnvelopeProblem.None)
        {
            // Whoever seals writes it well: these bytes were changed.
            return problem == EnvelopeProblem.Unreadable ? EnvelopeProblem.Forged : problem;
        }

        ReadOnlySpan<byte> shown = bytes.Span[EnvelopeHeader.IdOffset..^content.Box.Length];
        switch (seal.Open(SealPurpose.Envelope, header.Id, shown, content, ref buffer, out ReadOnlyMemory<byte> opened))
        {
            case SealStatus.UnknownKey:
                return EnvelopeProblem.UnknownKey;
            case SealStatus.Forged:
                return EnvelopeProblem.Forged;
        }

        try
        {
            var reader = new MessagePackReader(opened);
            return reader.ReadArrayHeader() < ContentFieldCount
                ? EnvelopeProblem.Unreadable
                : ReadContent(ref reader, opened, header, envelope.Name, envelope.TaskVersion, out envelope);
        }
        catch (Exception error) when (IsBadBytes(error))
        {
            return EnvelopeProblem.Unreadable;
        }
    }

    /// <summary>What is readable without a key.</summary>
    private static EnvelopeProblem TryReadShown(in EnvelopeHeader header, ReadOnlyMemory<byte> bytes, out TaskEnvelope envelope, out SealedContent content)
    {
        (envelope, content) = (default, default);
        ReadOnlyMemory<byte> body = bytes[EnvelopeHeader.Size..];
        try
        {
            var reader = new MessagePackReader(body);
            if (reader.ReadArrayHeader() != SealedFieldCount || !TryReadName(ref reader, body, out ReadOnlyMemory<byte> name))
            {
                return EnvelopeProblem.Unreadable;
            }

            int taskVersion = reader.ReadInt32();
            if (taskVersion < 1 || !TryReadName(ref reader, body, out ReadOnlyMemory<byte> key)
                || reader.ReadBytes() is not { IsSingleSegment: true } box || !reader.End)
            {
                return EnvelopeProblem.Unreadable;
            }

            content = new SealedContent((EnvelopeProtection)header.Flags, key, box.First);
            envelope = new TaskEnvelope
            {
                Header = header,
                Name = name,
                TaskVersion = taskVersion,
                Headers = CallOptions.EmptyHeaders,
                Options = TravelOptions.None,
                Arguments = default,
            };
            return name.Length > MaxNameBytes ? EnvelopeProblem.OverLimit : EnvelopeProblem.None;
        }
        catch (Exception error) when (IsBadBytes(error))
        {
            return EnvelopeProblem.Unreadable;
        }
    }
}
