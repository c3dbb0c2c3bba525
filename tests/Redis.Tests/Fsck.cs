using System.Globalization;
using StackExchange.Redis;
using TypedTasks.Brokers;
using TypedTasks.Envelopes;

namespace TypedTasks.Redis.Tests;

/// <summary>
/// The key-accounting check: every key of a namespace is one that docs/redis-keys.md knows, of the right type and with the TTL
/// it should have, and what it holds fits together.
/// </summary>
internal static class Fsck
{
    /// <summary>Runs it.</summary>
    /// <returns>What is wrong, one sentence each.</returns>
    public static async Task<IReadOnlyList<string>> RunAsync(TestNamespace ns)
    {
        await using ConnectionMultiplexer multiplexer = await ConnectionMultiplexer.ConnectAsync(ns.Server.ConnectionString + ",allowAdmin=true");
        IDatabase database = multiplexer.GetDatabase();
        var found = new List<string>();
        var leases = new HashSet<string>();
        foreach (RedisKey key in multiplexer.GetServers()[0].Keys(pattern: ns.KeyPrefix.Replace("{", "\\{", StringComparison.Ordinal) + "*", pageSize: 1000))
        {
            string name = key.ToString()[ns.KeyPrefix.Length..];
            string kind = name.Split(':')[0];
            // In this order: a key that goes meanwhile, by its TTL or by a worker, has no type and is nobody's fault.
            bool expires = await database.KeyTimeToLiveAsync(key) is not null;
            RedisType type = await database.KeyTypeAsync(key);
            if (type == RedisType.None)
            {
                continue;
            }

            (RedisType Type, bool Expires)? expected = (kind, name) switch
            {
                ("q", _) when Lane.TryParse(name[2..], out _) => (RedisType.List, false),
                ("l", _) => (RedisType.List, false),
                (_, "leases" or "scheduled" or "buried") => (RedisType.SortedSet, false),
                (_, "scheduled:tasks" or "buried:tasks" or "counts" or "rescue") => (RedisType.Hash, false),
                (_, "queues") => (RedisType.Set, false),
                ("r" or "once", _) => (RedisType.String, true),
                ("idle", _) => (RedisType.List, true),
                (_, "rescue:lock") => (RedisType.String, true),
                _ => null,
            };
            if (expected is null)
            {
                found.Add($"nobody owns {key}");
            }
            else if (expected != (type, expires))
            {
                found.Add($"{key} is a {type} with{(expires ? string.Empty : "out")} a TTL");
            }
            else if (kind == "l")
            {
                leases.Add(name[2..]);
                found.AddRange(await CheckLeaseAsync(database, key));
            }
            else if (kind == "q" && (await database.ListRangeAsync(key)).Any(static envelope => envelope.Length() < EnvelopeHeader.Size))
            {
                found.Add($"{key} holds something without a header");
            }
        }

        var members = (await database.SortedSetRangeByRankAsync(ns.Keys.Leases)).Select(static member => member.ToString().Split('|')[0]).ToList();
        found.AddRange(members.Except(leases).Select(static lease => $"lease {lease} has a deadline and no list"));
        found.AddRange(leases.Except(members).Select(static lease => $"lease {lease} has a list and no deadline"));
        found.AddRange(members.GroupBy(static lease => lease).Where(static same => same.Count() > 1).Select(static same => $"lease {same.Key} has two deadlines"));

        var counts = (await database.HashGetAllAsync(ns.Keys.Counts)).ToDictionary(static e => e.Name.ToString(), static e => (long)e.Value);
        found.AddRange(await CheckParkedAsync(database, "scheduled", ns.Keys.Scheduled, ns.Keys.ScheduledTasks, counts));
        found.AddRange(await CheckParkedAsync(database, "buried", ns.Keys.Buried, ns.Keys.BuriedTasks, counts));
        return found;
    }

    /// <summary>Where each task is: its id, and the key that holds it.</summary>
    public static async Task<ILookup<TaskId, string>> PlacesAsync(TestNamespace ns)
    {
        await using ConnectionMultiplexer multiplexer = await ConnectionMultiplexer.ConnectAsync(ns.Server.ConnectionString + ",allowAdmin=true");
        IDatabase database = multiplexer.GetDatabase();
        var places = new List<(TaskId Id, string Place)>();
        foreach (RedisKey key in multiplexer.GetServers()[0].Keys(pattern: ns.KeyPrefix.Replace("{", "\\{", StringComparison.Ordinal) + "*", pageSize: 1000))
        {
            string name = key.ToString()[ns.KeyPrefix.Length..];
            if (name.StartsWith("q:", StringComparison.Ordinal) || name.StartsWith("l:", StringComparison.Ordinal))
            {
                foreach (RedisValue envelope in await database.ListRangeAsync(key))
                {
                    if (EnvelopeHeader.TryRead(((ReadOnlyMemory<byte>)envelope).Span, out EnvelopeHeader header))
                    {
                        places.Add((header.Id, name));
                    }
                }
            }
            else if (name is "scheduled" or "buried")
            {
                places.AddRange((await database.SortedSetRangeByRankAsync(key)).Select(id => (new TaskId((byte[])id!), name)));
            }
        }

        return places.ToLookup(static place => place.Id, static place => place.Place);
    }

    private static async Task<IReadOnlyList<string>> CheckLeaseAsync(IDatabase database, RedisKey key)
    {
        RedisValue[] slots = await database.ListRangeAsync(key);
        int unsettled = slots.Skip(1).Count(static slot => slot.Length() > 0);
        return slots[0] == unsettled && unsettled > 0
            ? []
            : [string.Create(CultureInfo.InvariantCulture, $"{key} says {slots[0]} unsettled slots and has {unsettled}")];
    }

    private static async Task<IReadOnlyList<string>> CheckParkedAsync(
        IDatabase database, string state, RedisKey index, RedisKey tasks, Dictionary<string, long> counts)
    {
        var found = new List<string>();
        var ids = (await database.SortedSetRangeByRankAsync(index)).Select(static id => Convert.ToHexString((byte[])id!)).ToHashSet();
        HashEntry[] entries = await database.HashGetAllAsync(tasks);
        if (!ids.SetEquals(entries.Select(static entry => Convert.ToHexString((byte[])entry.Name!))))
        {
            found.Add($"{index} and {tasks} do not hold the same ids");
        }

        var actual = new Dictionary<string, long>();
        foreach (HashEntry entry in entries)
        {
            if (ParkedFormat.TryRead((byte[])entry.Value!, out string text, out _, out _) && Lane.TryParse(text, out Lane lane))
            {
                actual[$"{state}:{lane.Queue}"] = actual.GetValueOrDefault($"{state}:{lane.Queue}") + 1;
            }
            else
            {
                found.Add($"{tasks} holds something unreadable");
            }
        }

        found.AddRange(actual.Where(one => counts.GetValueOrDefault(one.Key) != one.Value).Select(one => $"{one.Key} is counted {counts.GetValueOrDefault(one.Key)}, not {one.Value}"));
        found.AddRange(counts.Keys.Where(field => field.StartsWith(state + ":", StringComparison.Ordinal) && !actual.ContainsKey(field)).Select(static field => $"{field} is counted and there is none"));
        return found;
    }
}
