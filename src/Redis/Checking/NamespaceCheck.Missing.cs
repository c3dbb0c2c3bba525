using StackExchange.Redis;
using TypedTasks.Brokers;
using TypedTasks.Envelopes;

namespace TypedTasks.Redis.Checking;

internal sealed partial class NamespaceCheck
{
    // A task that moves may be passed over once or twice.
    private const int Searches = 3;
    private const int LookupsAtOnce = 1000;

    /// <summary>I6: places are read in the direction that tasks move in, so that one that moves is met further on.</summary>
    private async Task FindMissingAsync()
    {
        var missing = options.Expected.ToHashSet();
        foreach (Sighting sighting in sightings)
        {
            missing.Remove(sighting.Id);
        }

        for (int search = 0; search < Searches && missing.Count > 0; search++)
        {
            await FindParkedAsync(missing, reader.Keys.Scheduled);
            await FindReadyAsync(missing);
            await FindTakenAsync(missing);
            await FindParkedAsync(missing, reader.Keys.Buried);
            await FindEndedAsync(missing);
        }

        foreach (TaskId id in missing.Where(id => options.HasEnded?.Invoke(id) != true))
        {
            Find(Invariants.TaskIsSomewhere, id.ToString(), "was stored, has not ended, and is nowhere");
        }
    }

    private async Task FindParkedAsync(HashSet<TaskId> missing, RedisKey index)
    {
        foreach (TaskId[] some in IsReadable(index) ? missing.ToArray().Chunk(LookupsAtOnce) : [])
        {
            double?[] scores = await reader.CallAllAsync(some.Select(id => reader.Database.SortedSetScoreAsync(index, id.ToByteArray(), CommandFlags.DemandMaster)));
            missing.ExceptWith(some.Where((_, i) => scores[i] is not null));
        }
    }

    private async Task FindEndedAsync(HashSet<TaskId> missing)
    {
        foreach (TaskId[] some in missing.ToArray().Chunk(LookupsAtOnce))
        {
            bool[] kept = await reader.CallAllAsync(some.Select(HasResultAsync));
            missing.ExceptWith(some.Where((_, i) => kept[i]));
        }
    }

    private Task<bool> HasResultAsync(TaskId id) => reader.Keys.ResultPlace(id) is var (key, field) && field.IsNull
        ? reader.Database.KeyExistsAsync(key, CommandFlags.DemandMaster)
        : reader.Database.HashExistsAsync(key, field, CommandFlags.DemandMaster);

    private async Task FindReadyAsync(HashSet<TaskId> missing)
    {
        var queues = lanes.Select(static name => name[..name.LastIndexOf(':')]).Concat(places.Select(static place => place.Queue)).Where(NameGrammar.IsQueue).ToHashSet(StringComparer.Ordinal);
        if (IsReadable(reader.Keys.Queues))
        {
            await foreach (RedisValue queue in reader.SetAsync(reader.Keys.Queues))
            {
                queues.UnionWith(new[] { queue.ToString() }.Where(NameGrammar.IsQueue));
            }
        }

        foreach (RedisKey lane in queues.SelectMany(static queue => Enumerable.Range(0, TaskDefaults.MaxPriority + 1).Select(band => Lane.Of(queue, band)).Append(Lane.Suspects(queue))).Select(lane => reader.Keys.Lane(lane)).Where(IsReadable))
        {
            await foreach (RedisValue[] items in reader.ListBackwardsAsync(lane))
            {
                Strike(missing, items);
            }
        }
    }

    private async Task FindTakenAsync(HashSet<TaskId> missing)
    {
        if (!IsReadable(reader.Keys.Leases))
        {
            return;
        }

        await foreach (SortedSetEntry entry in reader.SortedSetAsync(reader.Keys.Leases))
        {
            string lease = entry.Element.ToString().Split('|')[0];
            RedisKey key = reader.Keys.Lease(lease);
            if (KeyKind.TryParseLease(lease, out _) && IsReadable(key))
            {
                Strike(missing, await reader.CallAsync(reader.LeaseAsync(key)));
            }
        }
    }

    private static void Strike(HashSet<TaskId> missing, RedisValue[] envelopes)
    {
        foreach (RedisValue envelope in envelopes)
        {
            if (IsHeader(envelope, out EnvelopeHeader header))
            {
                missing.Remove(header.Id);
            }
        }
    }
}
