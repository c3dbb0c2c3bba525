using System.Buffers;
using MessagePack;

namespace TypedTasks.Envelopes;

/// <summary>The outcome of a task that keeps its result.</summary>
/// <param name="Value">The result as MessagePack, or null where it failed.</param>
/// <param name="Failure">Why it was buried, or null where it completed.</param>
public sealed record KeptResult(ReadOnlyMemory<byte>? Value, Failure? Failure);

/// <summary>A <see cref="KeptResult"/> as MessagePack: <c>[1, value]</c> or <c>[2, failure]</c>; fields that follow are skipped.</summary>
public static class ResultFormat
{
    private const int Completed = 1;
    private const int Failed = 2;

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
                _ => null,
            };
        }
        catch (Exception error) when (error is MessagePackSerializationException or EndOfStreamException or OverflowException or ArgumentException)
        {
            return null;
        }
    }
}
