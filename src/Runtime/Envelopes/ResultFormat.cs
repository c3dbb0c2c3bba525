using System.Buffers;
using MessagePack;
using TypedTasks.Envelopes.Sealing;

namespace TypedTasks.Envelopes;

/// <summary>The outcome of a task that keeps its result.</summary>
/// <param name="Value">The result as MessagePack, or null where it failed or is sealed.</param>
/// <param name="Failure">Why it was buried, or null where it completed.</param>
public sealed record KeptResult(ReadOnlyMemory<byte>? Value, Failure? Failure)
{
    /// <summary>The result as it is sealed; null where it is not.</summary>
    public SealedContent? Sealed { get; init; }

    /// <summary>Whether the task completed, with a result that may be sealed.</summary>
    public bool IsCompleted => Value is not null || Sealed is not null;
}

/// <summary>
/// A <see cref="KeptResult"/> as MessagePack: <c>[1, value]</c>, <c>[2, failure]</c> or, sealed, <c>[3, [protection, key id, box]]</c>;
/// fields that follow are skipped.
/// </summary>
public static class ResultFormat
{
    private const int Completed = 1;
    private const int Failed = 2;
    private const int CompletedSealed = 3;

    /// <summary>Writes a completed outcome.</summary>
    /// <param name="value">The result as MessagePack.</param>
    public static byte[] WriteValue(ReadOnlySpan<byte> value)
    {
        var output = new ArrayBufferWriter<byte>(value.Length + 2);
        var writer = new MessagePackWriter(output);
        writer.WriteArrayHeader(2);
        writer.Write(Completed);
        writer.WriteRaw(value);
        writer.Flush();
        return output.WrittenSpan.ToArray();
    }

    /// <summary>Writes a completed outcome, sealed where there is a seal that writes sealed.</summary>
    /// <param name="value">The result as MessagePack.</param>
    /// <param name="seal">The seal, or null.</param>
    /// <param name="id">The task.</param>
    public static byte[] WriteValue(ReadOnlySpan<byte> value, IEnvelopeSeal? seal, TaskId id)
    {
        if (seal is null || seal.Protection == EnvelopeProtection.None)
        {
            return WriteValue(value);
        }

        SealedContent content = SealedFormat.Seal(seal, SealPurpose.Result, id, shown: default, value);
        var output = new ArrayBufferWriter<byte>(content.Box.Length + content.KeyId.Length + 16);
        var writer = new MessagePackWriter(output);
        writer.WriteArrayHeader(2);
        writer.Write(CompletedSealed);
        SealedFormat.Write(ref writer, content);
        writer.Flush();
        return output.WrittenSpan.ToArray();
    }

    /// <summary>Writes a failed outcome.</summary>
    public static byte[] WriteFailure(Failure failure)
    {
        ArgumentNullException.ThrowIfNull(failure);
        var output = new ArrayBufferWriter<byte>();
        var writer = new MessagePackWriter(output);
        writer.WriteArrayHeader(2);
        writer.Write(Failed);
        FailureFormat.Write(ref writer, failure);
        writer.Flush();
        return output.WrittenSpan.ToArray();
    }

    /// <summary>Reads an outcome; null where the bytes are none.</summary>
    public static KeptResult? Read(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            var reader = new MessagePackReader(bytes);
            if (reader.ReadArrayHeader() < 2)
            {
                return null;
            }

            return reader.ReadInt32() switch
            {
                Completed when !reader.End => new KeptResult(bytes[(int)reader.Consumed..], null),
                Failed => new KeptResult(null, FailureFormat.Read(ref reader)),
                CompletedSealed when SealedFormat.TryRead(ref reader) is { } content => new KeptResult(null, null) { Sealed = content },
                _ => null,
            };
        }
        catch (Exception error) when (error is MessagePackSerializationException or EndOfStreamException or OverflowException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>Reads an outcome and opens its seal.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="seal">The seal, or null where there are no keys.</param>
    /// <param name="id">The task that they were found with.</param>
    /// <param name="outcome">The outcome; null where the bytes are none, or cannot be opened or trusted.</param>
    /// <returns>Why it cannot be opened or trusted, half a sentence; null where it can.</returns>
    public static string? TryRead(ReadOnlyMemory<byte> bytes, IEnvelopeSeal? seal, TaskId id, out KeptResult? outcome)
    {
        outcome = Read(bytes);
        switch (outcome)
        {
            case { Failure: { } failure }:
                outcome = outcome with { Failure = FailureFormat.Open(failure, seal, SealPurpose.KeptFailure, id) };
                return null;
            case { Sealed: { } content }:
                outcome = null;
                byte[] buffer = [];
                SealStatus status = SealStatus.UnknownKey;
                if (seal is not null
                    && (status = seal.Open(SealPurpose.Result, id, shown: default, content, ref buffer, out ReadOnlyMemory<byte> opened)) == SealStatus.Opened)
                {
                    outcome = new KeptResult(opened, null);
                    return null;
                }

                return SealedFormat.Why(status, content);
            case { Value: not null } when seal is { AcceptsPlain: false }:
                outcome = null;
                return "it carries no seal, and one is required here.";
            default:
                return null;
        }
    }
}
