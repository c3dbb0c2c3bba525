using System.Globalization;
using StackExchange.Redis;
using TypedTasks.Brokers;
using TypedTasks.Envelopes;

namespace TypedTasks.Redis.Checking;

internal sealed partial class NamespaceCheck
{
    // Looked at one by one in a single script: about 10 ms of Redis.
    private const int MaxTally = 10_000;
    private const int MaxTallyBytes = 8 * 1024 * 1024;

    // By field: how many of these the scan saw.
    private readonly Dictionary<string, long> seenCounts = new(StringComparer.Ordinal);

    /// <summary>I14.</summary>
    private async Task CheckCountsAsync()
    {
        if (!IsReadable(reader.Keys.Counts))
        {
            return;
        }

        var suspects = new HashSet<FsckPlace>();
        Dictionary<string, long> counted = await ReadCountsAsync(report: true);
        foreach (string field in counted.Keys.Union(seenCounts.Keys).Where(field => counted.GetValueOrDefault(field) != seenCounts.GetValueOrDefault(field)))
        {
            suspects.Add(field.StartsWith("scheduled:", StringComparison.Ordinal) ? FsckPlace.Scheduled : FsckPlace.Buried);
        }

        foreach (FsckPlace state in suspects)
        {
            (string word, RedisKey tasks) = state == FsckPlace.Scheduled ? ("scheduled", reader.Keys.ScheduledTasks) : ("buried", reader.Keys.BuriedTasks);
            if (IsReadable(tasks))
            {
                await TallyAsync(word, tasks);
            }
        }
    }

    private async Task<Dictionary<string, long>> ReadCountsAsync(bool report)
    {
        var counted = new Dictionary<string, long>(StringComparer.Ordinal);
        await foreach (HashEntry entry in reader.HashAsync(reader.Keys.Counts))
        {
            string field = entry.Name.ToString();
            int colon = field.IndexOf(':', StringComparison.Ordinal);
            if (colon < 0 || field[..colon] is not ("scheduled" or "buried") || !NameGrammar.IsQueue(field[(colon + 1)..]))
            {
                if (report)
                {
                    Find(Invariants.NamesAreWithinGrammar, reader.Keys.Counts, $"'{field}' counts nothing");
                }
            }
            else if (!long.TryParse(entry.Value.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out long value) || value < 1)
            {
                if (report)
                {
                    Find(Invariants.CountsAreRight, reader.Keys.Counts, $"'{field}' is no number from 1 up");
                }
            }
            else
            {
                counted[field] = value;
            }
        }

        return counted;
    }

    /// <summary>All of them at one instant, where they are few.</summary>
    private async Task TallyAsync(string word, RedisKey tasks)
    {
        RedisResult tally = await reader.EvaluateAsync(RedisScripts.Tally, [tasks, reader.Keys.Counts], [word, MaxTally, MaxTallyBytes]);
        if ((long)tally[0] == 0)
        {
            await TallyInPagesAsync(word, tasks);
            return;
        }

        for (int i = 1; i < tally.Length; i += 3)
        {
            // What is no number was told of already.
            if (long.TryParse(tally[i + 1].ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out long counted))
            {
                Compare(tally[i].ToString(), counted, (long)tally[i + 2]);
            }
        }
    }

    /// <summary>Many: only where nothing moved between two readings of the counts, and twice.</summary>
    private async Task TallyInPagesAsync(string word, RedisKey tasks)
    {
        Dictionary<string, long> last = await ReadCountsAsync(report: false);
        Dictionary<string, long>? off = null;
        for (int pass = 0; pass < 2; pass++)
        {
            Dictionary<string, long> there = await CountInPagesAsync(word, tasks);
            Dictionary<string, long> now = await ReadCountsAsync(report: false);
            var wrong = now.Keys.Where(field => field.StartsWith(word + ":", StringComparison.Ordinal)).Union(there.Keys)
                .Where(field => now.GetValueOrDefault(field) != there.GetValueOrDefault(field))
                .ToDictionary(static field => field, field => there.GetValueOrDefault(field), StringComparer.Ordinal);
            if (wrong.Keys.Any(field => now.GetValueOrDefault(field) != last.GetValueOrDefault(field)))
            {
                undecided.Add($"{word} tasks move too fast to be counted against {reader.Keys.Counts}");
                return;
            }

            off = off is null ? wrong : off.Where(one => wrong.TryGetValue(one.Key, out long again) && again == one.Value).ToDictionary(StringComparer.Ordinal);
            last = now;
        }

        foreach ((string field, long there) in off!)
        {
            Compare(field, last.GetValueOrDefault(field), there);
        }
    }

    private async Task<Dictionary<string, long>> CountInPagesAsync(string word, RedisKey tasks)
    {
        var there = new Dictionary<string, long>(StringComparer.Ordinal);
        var ids = new HashSet<TaskId>();
        await foreach (HashEntry entry in reader.HashAsync(tasks))
        {
            if (TryReadId(entry.Name, out TaskId id) && ids.Add(id)
                && ParkedFormat.TryRead((ReadOnlyMemory<byte>)entry.Value, out string text, out _, out _) && Lane.TryParse(text, out Lane lane))
            {
                there[$"{word}:{lane.Queue}"] = there.GetValueOrDefault($"{word}:{lane.Queue}") + 1;
            }
        }

        return there;
    }

    private void Compare(string field, long counted, long there)
    {
        if (counted != there)
        {
            Find(Invariants.CountsAreRight, reader.Keys.Counts, $"'{field}' is {Text(counted)}, and there are {Text(there)}");
        }
    }
}
