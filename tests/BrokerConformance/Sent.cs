using System.Buffers.Binary;
using TypedTasks.Brokers;
using TypedTasks.Envelopes;

namespace TypedTasks.BrokerConformance;

/// <summary>An envelope that a test sends. Past its header it is opaque to a broker: any bytes will do.</summary>
/// <param name="Id">The id in its header.</param>
/// <param name="Bytes">All of it.</param>
public sealed record Sent(TaskId Id, byte[] Bytes)
{
    /// <summary>Makes the envelope number <paramref name="number"/>; ids rise with their numbers.</summary>
    public static Sent Make(int number, int bodySize = 20, byte attempts = 0, byte deliveries = 0, byte deferrals = 0)
    {
        // Bytes that are special to text protocols and to Lua sit in every id.
        Span<byte> idBytes = [0, 1, 2, 3, 0, 0, 0, 0, 0x0D, 0x0A, 0x00, 0xFF, 0x25, 0x22, 0x5C, 0x7B];
        BinaryPrimitives.WriteInt32BigEndian(idBytes[4..], number);
        return Make(new TaskId(idBytes), number, bodySize, attempts, deliveries, deferrals);
    }

    /// <summary>The same with an id that tells the group of its result (<see cref="TaskId.ResultGroup"/>), the same for all of one <paramref name="group"/>.</summary>
    public static Sent MakeGrouped(int number, int bodySize = 20, byte attempts = 0, byte deliveries = 0, int group = 0)
    {
        Span<byte> idBytes = [0, 0x01, 0x99, 0, 0, 0, 0x0A, 0xA1, 0x0D, 0x0A, 0x00, 0xFF, 0, 0, 0, 0];
        idBytes[3] = (byte)(group >> 16);
        BinaryPrimitives.WriteUInt16BigEndian(idBytes[4..], (ushort)group);
        BinaryPrimitives.WriteInt32BigEndian(idBytes[12..], number);
        return Make(new TaskId(idBytes), number, bodySize, attempts, deliveries, 0);
    }

    /// <summary>The same as it is handed to a broker.</summary>
    public EnqueueItem To(Lane lane, DueTime due = default) => new(Id, lane, due, Bytes);

    private static Sent Make(TaskId id, int number, int bodySize, byte attempts, byte deliveries, byte deferrals)
    {
        var bytes = new byte[EnvelopeHeader.Size + bodySize];
        new EnvelopeHeader(EnvelopeFormat.CurrentVersion, deliveries, attempts, 0, deferrals, id, DateTimeOffset.UnixEpoch.AddDays(20_000)).Write(bytes);
        for (int i = EnvelopeHeader.Size; i < bytes.Length; i++)
        {
            bytes[i] = (byte)(number + (i * 7));
        }

        return new Sent(id, bytes);
    }
}
