using System.Buffers.Binary;
using System.Text;
using StackExchange.Redis;
using TypedTasks.BrokerConformance;

namespace TypedTasks.Redis.Tests.Hostile;

/// <summary>What somebody who may write to a namespace stores there, so that maintenance of it would reach another key.</summary>
internal static class StrangersRecords
{
    private static readonly string[] Reaching =
    [
        "../../other", "{other}:q:default:0", "q:default:0", "default:0}", "default:0\0", "default:0\n", "default:00", "default:p10", "default:x", ":0", "a}:{b:0", "mail:0|{other}:q:default:0",
        "%w+:0", "default*:0", "{other}:leases", "leases", "scheduled:tasks", "d\u0435fault:0",
    ];

    private static readonly byte[][] Raw = [[0xFF], [0xFE], [0xFF, 0x3A, 0x30], [0xC0, 0x80, 0x3A, 0x30], [0xED, 0xA0, 0x80, 0x3A, 0x30]];

    /// <summary>Texts and bytes where a name is expected.</summary>
    public static IReadOnlyList<byte[]> Names { get; } = [.. Reaching.Concat(HostileNames.All).Select(Encoding.UTF8.GetBytes), .. Raw];

    /// <summary>Stores them wherever a name, a lane or a member of a script is read back.</summary>
    /// <returns>The ids of what it scheduled and buried.</returns>
    public static async Task<IReadOnlyList<TaskId>> StoreAsync(IDatabase database, RedisKeys keys)
    {
        var ids = new List<TaskId>();
        int number = 1000;
        foreach (byte[] name in Names)
        {
            foreach (byte[] member in new byte[][] { name, [.. "|"u8, .. name], [.. "x.1|"u8, .. name], [.. name, .. "|mail:0"u8], [.. name, .. ".1|mail:0"u8], [.. "x."u8, .. name, .. "|mail:0"u8] })
            {
                await database.SortedSetAddAsync(keys.Leases, member, 0);
            }

            await database.SetAddAsync(keys.Queues, name);
            await database.HashSetAsync(keys.Counts, [new HashEntry(name, 1), new HashEntry((byte[])[.. "scheduled:"u8, .. name], 1), new HashEntry((byte[])[.. "buried:"u8, .. name], "x")]);
            await database.ListRightPushAsync(keys.Idle("mail"), name);
            foreach ((RedisKey index, RedisKey tasks) in new[] { (keys.Scheduled, keys.ScheduledTasks), (keys.Buried, keys.BuriedTasks) })
            {
                Sent sent = Sent.Make(number++);
                ids.Add(sent.Id);
                await database.SortedSetAddAsync(index, sent.Id.ToByteArray(), 0);
                await database.HashSetAsync(tasks, sent.Id.ToByteArray(), Parked(name, sent.Bytes));
                await database.SortedSetAddAsync(index, name, 0);
                await database.HashSetAsync(tasks, name, Parked("mail:0"u8, sent.Bytes));
            }
        }

        return ids;
    }

    private static byte[] Parked(ReadOnlySpan<byte> lane, byte[] envelope)
    {
        // As much of the lane as its length says; the rest stands where the failure is expected.
        var failure = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(failure, 0);
        return [(byte)Math.Min(lane.Length, byte.MaxValue), .. lane, .. failure, .. envelope];
    }
}
