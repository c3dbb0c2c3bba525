using System.Buffers;
using System.Buffers.Binary;
using MessagePack;
using TypedTasks.Envelopes.Sealing;

namespace TypedTasks.Envelopes;

/// <summary>The box of a sealed failure holds <c>[type | nil, message, stack | nil]</c>; reason and time are authenticated with it.</summary>
public static partial class FailureFormat
{
    private const int ContentFieldCount = 3;
    private const int ShownBytes = 9;

    /// <summary>Seals type, message and stack, where there is a seal that writes sealed.</summary>
    /// <param name="failure">The failure.</param>
    /// <param name="seal">The seal, or null.</param>
    /// <param name="purpose">Where it goes.</param>
    /// <param name="id">The task.</param>
    public static Failure Seal(Failure failure, IEnvelopeSeal? seal, SealPurpose purpose, TaskId id)
    {
        ArgumentNullException.ThrowIfNull(failure);
        if (seal is null || seal.Protection == EnvelopeProtection.None)
        {
            return failure;
        }

        var output = new ArrayBufferWriter<byte>();
        var writer = new MessagePackWriter(output);
        writer.WriteArrayHeader(ContentFieldCount);
        writer.Write(Cut(failure.ErrorType, MaxType));
        writer.Write(Cut(failure.Message, MaxMessage));
        writer.Write(Cut(failure.StackTrace, MaxStack));
        writer.Flush();
        Span<byte> shown = stackalloc byte[ShownBytes];
        WriteShown(failure, shown);
        SealedContent content = SealedFormat.Seal(seal, purpose, id, shown, output.WrittenSpan);
        return new Failure(failure.Reason, null, $"What it says is sealed with key '{content.KeyName}'.", null, failure.At) { Sealed = content };
    }

    /// <summary>The failure as it was sealed, or one that says why it cannot be read or trusted. Where there are no keys, what is signed is read unproved.</summary>
    /// <param name="failure">As it was read.</param>
    /// <param name="seal">The seal, or null where there are no keys.</param>
    /// <param name="purpose">Where it was found.</param>
    /// <param name="id">The task that it was found with.</param>
    public static Failure Open(Failure failure, IEnvelopeSeal? seal, SealPurpose purpose, TaskId id)
    {
        ArgumentNullException.ThrowIfNull(failure);
        if (failure.Sealed is not { } content)
        {
            // What a broker writes itself when it buries poison holds nothing of a user's, and a broker has no keys.
            return seal is null or { AcceptsPlain: true } || failure is { Reason: BuryReason.Poison, ErrorType: null, StackTrace: null }
                ? failure
                : Say(failure, "The record of this failure is not to be trusted: it carries no seal.");
        }

        if (seal is null)
        {
            return content.Protection == EnvelopeProtection.Sign && content.Box.Length > SealSizes.Hmac
                ? ReadContent(failure, content.Box[..^SealSizes.Hmac])
                : failure;
        }

        Span<byte> shown = stackalloc byte[ShownBytes];
        WriteShown(failure, shown);
        byte[] buffer = [];
        SealStatus status = seal.Open(purpose, id, shown, content, ref buffer, out ReadOnlyMemory<byte> opened);
        if (status != SealStatus.Opened)
        {
            return Say(failure, "The record of this failure cannot be read: " + SealedFormat.Why(status, content));
        }

        return ReadContent(failure, opened);
    }

    private static Failure ReadContent(Failure failure, ReadOnlyMemory<byte> opened)
    {
        try
        {
            var reader = new MessagePackReader(opened);
            return reader.ReadArrayHeader() < ContentFieldCount
                ? Say(failure, "The record of this failure cannot be read.")
                : new Failure(failure.Reason, reader.ReadString(), reader.ReadString() ?? string.Empty, reader.ReadString(), failure.At);
        }
        catch (Exception error) when (error is MessagePackSerializationException or EndOfStreamException or OverflowException or ArgumentException)
        {
            return Say(failure, "The record of this failure cannot be read.");
        }
    }

    private static Failure Say(Failure failure, string message) => new(failure.Reason, null, message, null, failure.At) { Sealed = failure.Sealed };

    private static void WriteShown(Failure failure, Span<byte> shown)
    {
        shown[0] = (byte)(failure.Reason ?? 0);
        BinaryPrimitives.WriteInt64BigEndian(shown[1..], failure.At.ToUnixTimeMilliseconds());
    }
}
