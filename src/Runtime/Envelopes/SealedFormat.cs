using MessagePack;
using TypedTasks.Envelopes.Sealing;

namespace TypedTasks.Envelopes;

/// <summary>A <see cref="SealedContent"/> beside an envelope: <c>[protection, key id, box]</c>; fields that follow are skipped.</summary>
internal static class SealedFormat
{
    private const int FieldCount = 3;

    public static void Write(ref MessagePackWriter writer, in SealedContent content)
    {
        writer.WriteArrayHeader(FieldCount);
        writer.Write((byte)content.Protection);
        writer.WriteString(content.KeyId.Span);
        writer.Write(content.Box.Span);
    }

    /// <summary>Reads it; null where a field of another form stands in its place, which is skipped.</summary>
    public static SealedContent? TryRead(ref MessagePackReader reader)
    {
        if (reader.NextMessagePackType != MessagePackType.Array)
        {
            UnknownField.Skip(ref reader);
            return null;
        }

        int fields = reader.ReadArrayHeader();
        if (fields < FieldCount)
        {
            throw new MessagePackSerializationException("A seal has too few fields.");
        }

        byte protection = reader.ReadByte();
        if (!reader.TryReadStringSpan(out ReadOnlySpan<byte> key) || reader.ReadBytes() is not { IsSingleSegment: true } box)
        {
            throw new MessagePackSerializationException("A seal has no key or no box.");
        }

        for (int i = FieldCount; i < fields; i++)
        {
            UnknownField.Skip(ref reader);
        }

        return new SealedContent((EnvelopeProtection)protection, key.ToArray(), box.First);
    }

    /// <summary>Seals with the current key of a seal that writes sealed.</summary>
    public static SealedContent Seal(IEnvelopeSeal seal, SealPurpose purpose, TaskId id, ReadOnlySpan<byte> shown, ReadOnlySpan<byte> content)
    {
        EnvelopeKey key = seal.CurrentKey;
        var box = new byte[content.Length + SealSizes.Overhead(seal.Protection)];
        seal.Seal(key, purpose, id, shown, content, box);
        return new SealedContent(seal.Protection, key.IdUtf8, box);
    }

    /// <summary>Why something did not open: half a sentence.</summary>
    public static string Why(SealStatus status, in SealedContent content) => status == SealStatus.UnknownKey
        ? $"it is sealed with key '{content.KeyName}', which is not in the key ring here."
        : $"it is not what was sealed with key '{content.KeyName}': it was changed, or belongs elsewhere.";
}
