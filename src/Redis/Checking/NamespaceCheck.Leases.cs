using StackExchange.Redis;
using TypedTasks.Brokers;
using TypedTasks.Envelopes;

namespace TypedTasks.Redis.Checking;

internal sealed partial class NamespaceCheck
{
    private const int LeasesAtOnce = 16;
    private const double LongestLease = 86_400_000;

    /// <summary>I7 to I10, and what leases hold.</summary>
    private async Task ReadLeasesAsync()
    {
        Dictionary<string, Lane> deadlines = IsReadable(reader.Keys.Leases) ? await ReadDeadlinesAsync() : [];
        HashSet<string> suspects = new(StringComparer.Ordinal);
        foreach (string[] some in leases.Union(deadlines.Keys).Where(lease => IsReadable(reader.Keys.Lease(lease))).Chunk(LeasesAtOnce))
        {
            RedisValue[][] lists = await reader.CallAllAsync(some.Select(lease => reader.LeaseAsync(reader.Keys.Lease(lease))));
            for (int i = 0; i < some.Length; i++)
            {
                bool timed = deadlines.TryGetValue(some[i], out Lane lane);
                if (timed != lists[i].Length > 0)
                {
                    suspects.Add(some[i]);
                }

                if (lists[i].Length > 0)
                {
                    ReadLease(some[i], timed ? lane : null, lists[i]);
                }
            }
        }

        foreach (string lease in suspects.Where(_ => IsReadable(reader.Keys.Leases)))
        {
            await CheckLeaseAsync(lease);
        }
    }

    private async Task<Dictionary<string, Lane>> ReadDeadlinesAsync()
    {
        var deadlines = new Dictionary<string, Lane>(StringComparer.Ordinal);
        var twice = new HashSet<string>(StringComparer.Ordinal);
        var far = new List<(string Member, double Deadline)>();
        await foreach (SortedSetEntry entry in reader.SortedSetAsync(reader.Keys.Leases))
        {
            string member = entry.Element.ToString();
            int bar = member.IndexOf('|', StringComparison.Ordinal);
            if (bar < 0 || !KeyKind.TryParseLease(member[..bar], out LeaseId lease) || !Lane.TryParse(member[(bar + 1)..], out Lane lane))
            {
                Find(Invariants.NamesAreWithinGrammar, reader.Keys.Leases, $"'{member}' names no lease and lane");
                continue;
            }

            if (!double.IsFinite(entry.Score) || entry.Score < 0 || entry.Score != Math.Floor(entry.Score))
            {
                Find(Invariants.DeadlineIsNear, reader.Keys.Leases, $"'{member}' ends at {entry.Score.ToString(System.Globalization.CultureInfo.InvariantCulture)}");
            }
            else
            {
                far.Add((member, entry.Score));
            }

            if (!deadlines.TryAdd(lease.ToString(), lane) && deadlines[lease.ToString()] != lane)
            {
                twice.Add(lease.ToString());
            }
        }

        // The clock is read last: a deadline was made before.
        long now = await NowAsync();
        foreach ((string member, double deadline) in far.Where(one => one.Deadline > now + LongestLease))
        {
            Find(Invariants.DeadlineIsNear, reader.Keys.Leases, $"'{member}' ends in {Text((long)(deadline - now) / 1000)} s");
        }

        foreach (string lease in twice)
        {
            await CheckLeaseAsync(lease);
        }

        return deadlines;
    }

    private void ReadLease(string name, Lane? lane, RedisValue[] list)
    {
        RedisKey key = reader.Keys.Lease(name);
        RedisValue[] slots = list[1..];
        if (slots.Length == 0 && list[0] == 1)
        {
            // An empty one: its worker waits for a task to come into it.
            leaseCount++;
            return;
        }

        int place = PlaceOf(FsckPlace.Taken, key);
        leaseCount++;
        int unsettled = slots.Count(static slot => slot.Length() > 0);
        takenCount += unsettled;
        if (slots.Length > TakeRequest.MaxBatch)
        {
            Find(Invariants.LeaseCountsItsSlots, key, $"has more than {Text(TakeRequest.MaxBatch)} slots");
        }
        else if (list[0] != unsettled || unsettled == 0)
        {
            Find(Invariants.LeaseCountsItsSlots, key, $"says that {(list[0].Length() <= 20 ? list[0].ToString() : "something")} slots are unsettled, and {Text(unsettled)} are");
        }

        if (lane is { IsSuspect: true } && slots.Length > 1)
        {
            Find(Invariants.SuspectIsAlone, key, $"holds {Text(slots.Length)} slots of {lane}");
        }

        _ = KeyKind.TryParseLease(name, out LeaseId lease);
        for (int slot = 0; slot < slots.Length; slot++)
        {
            if (IsHeader(slots[slot], out EnvelopeHeader header))
            {
                See(header, place, lane ?? default, lease);
            }
            else if (slots[slot].Length() > 0)
            {
                Find(Invariants.EnvelopeHasItsHeader, key, $"slot {Text(slot)} holds {Text(slots[slot].Length())} bytes without a readable header");
            }
        }
    }

    /// <summary>A lease and its deadline at one instant.</summary>
    private async Task CheckLeaseAsync(string lease)
    {
        RedisKey key = reader.Keys.Lease(lease);
        if (!IsReadable(key))
        {
            return;
        }

        RedisResult now = await reader.EvaluateAsync(RedisScripts.Leased, [key, reader.Keys.Leases], [lease]);
        int members = now.Length - 1;
        bool exists = (long)now[0] > 0;
        if (exists ? members != 1 : members > 0)
        {
            Find(Invariants.LeaseHasOneDeadline, key, !exists ? "has a deadline and no slots" : members == 0 ? "has slots and no deadline" : $"has {Text(members)} deadlines");
        }
    }

    private async Task<long> NowAsync()
    {
        RedisResult time = await reader.CallAsync(reader.Database.ExecuteAsync("TIME", [], CommandFlags.DemandMaster));
        return ((long)time[0] * 1000) + ((long)time[1] / 1000);
    }
}
