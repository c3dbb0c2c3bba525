using StackExchange.Redis;
using TypedTasks.Brokers;

namespace TypedTasks.Redis.Checking;

internal sealed partial class NamespaceCheck
{
    private const int MaxIdle = 1000;
    private const int NoTtl = -1;

    private static readonly HashSet<string> RescueFields = new(["tick", "run_id", "grace_until", "grace"], StringComparer.Ordinal);

    /// <summary>I1 to I4 for every key; notes the lanes and leases.</summary>
    private async Task ReadKeysAsync()
    {
        await foreach (IReadOnlyList<RedisKey> page in reader.KeysAsync())
        {
            // Each answer is proof by itself: the key was so at that instant, and never may be.
            Task<RedisResult[]> lifetimes = reader.CallAllAsync(page.Select(key => reader.Database.ExecuteAsync("PTTL", [key], CommandFlags.DemandMaster)));
            Task<RedisType[]> types = reader.CallAllAsync(page.Select(key => reader.Database.KeyTypeAsync(key, CommandFlags.DemandMaster)));
            await Task.WhenAll(lifetimes, types);
            for (int i = 0; i < page.Count; i++)
            {
                // A key that went meanwhile, by its TTL or by a worker, is nobody's fault.
                if ((await types)[i] != RedisType.None)
                {
                    CheckKey(page[i], (await types)[i], (long)(await lifetimes)[i]);
                }
            }
        }
    }

    private void CheckKey(RedisKey key, RedisType type, long lifetime)
    {
        keyCount++;
        string name = key.ToString()[reader.Prefix.Length..];
        if (KeyKind.Of(name, out string rest) is not { } kind)
        {
            Find(Invariants.KeyIsKnown, key, $"a {type} that nobody owns");
            return;
        }

        if (!kind.IsNamedRight(rest))
        {
            Find(Invariants.NamesAreWithinGrammar, key, $"no name of a {kind.Name}");
            return;
        }

        if (kind == KeyKind.Lease && type == KeyKind.ClosedLease.Type)
        {
            kind = KeyKind.ClosedLease;
        }

        if (type != kind.Type)
        {
            Find(Invariants.KeyHasItsType, key, $"a {type}; the {kind.Name} is a {kind.Type}");
            unreadable.Add(key.ToString());
            return;
        }

        if (kind.Expires ? lifetime == NoTtl : lifetime >= 0)
        {
            Find(Invariants.KeyHasItsTtl, key, $"has {(kind.Expires ? "no" : "a")} TTL; the {kind.Name} has {(kind.Expires ? "one" : "none")}");
        }

        _ = kind == KeyKind.Lane ? lanes.Add(rest) : kind == KeyKind.Lease ? leases.Add(rest) : kind == KeyKind.Idle && idle.Add(rest);
        resultCount += kind == KeyKind.Result ? 1 : 0;
        if (kind == KeyKind.Results && KeyKind.TryParseResultGroup(rest, out ulong group))
        {
            resultGroups.Add(group);
        }
    }

    /// <summary>I4 and I16 inside the small keys.</summary>
    private async Task ReadNamesAsync()
    {
        foreach (ulong group in resultGroups)
        {
            RedisKey key = reader.Keys.Results(group);
            await foreach (HashEntry field in reader.HashAsync(key))
            {
                resultCount++;
                if (field.Name.Length() != TaskId.Size || new TaskId(((ReadOnlyMemory<byte>)field.Name).Span).ResultGroup != group)
                {
                    Find(Invariants.NamesAreWithinGrammar, key, $"'{field.Name}' is no id of a task whose outcome belongs here");
                }
            }
        }

        if (IsReadable(reader.Keys.Queues))
        {
            await foreach (RedisValue queue in reader.SetAsync(reader.Keys.Queues))
            {
                if (!NameGrammar.IsQueue(queue.ToString()))
                {
                    Find(Invariants.NamesAreWithinGrammar, reader.Keys.Queues, $"'{queue}' is no queue");
                }
            }
        }

        if (IsReadable(reader.Keys.Rescue))
        {
            await foreach (HashEntry field in reader.HashAsync(reader.Keys.Rescue))
            {
                if (!RescueFields.Contains(field.Name.ToString()))
                {
                    Find(Invariants.NamesAreWithinGrammar, reader.Keys.Rescue, $"'{field.Name}' is no field of it");
                }
            }
        }

        foreach (string queue in idle)
        {
            RedisKey key = reader.Keys.Idle(queue);
            RedisValue[] sessions = await reader.CallAsync(reader.Database.ListRangeAsync(key, 0, MaxIdle, CommandFlags.DemandMaster));
            if (sessions.Length > MaxIdle || sessions.Distinct().Count() < sessions.Length)
            {
                Find(Invariants.IdleListIsBounded, key, sessions.Length > MaxIdle ? $"names more than {Text(MaxIdle)} sessions" : "names a session twice");
            }

            foreach (RedisValue session in sessions.Where(static one => !KeyKind.IsSession(one.ToString())))
            {
                Find(Invariants.NamesAreWithinGrammar, key, $"'{session}' is no session");
            }
        }
    }
}
