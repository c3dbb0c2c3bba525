using System.Globalization;
using System.Text;
using StackExchange.Redis;
using TypedTasks.Brokers;
using TypedTasks.Envelopes;

namespace TypedTasks.Redis.Checking;

/// <summary>
/// One check of one namespace. Places are read against the direction that tasks move in (dead letters, leases, lanes,
/// scheduled), so that few are seen twice; those few are looked at again at one instant.
/// </summary>
internal sealed partial class NamespaceCheck(NamespaceReader reader, FsckOptions options)
{
    private const int MaxPrinted = 1000;

    private readonly List<FsckFinding> findings = [];
    private readonly List<string> undecided = [];
    private readonly List<Place> places = [];
    private readonly List<Sighting> sightings = [];

    // Keys of another type than theirs: told of once, and not read.
    private readonly HashSet<string> unreadable = new(StringComparer.Ordinal);
    private readonly HashSet<string> lanes = new(StringComparer.Ordinal);
    private readonly HashSet<string> leases = new(StringComparer.Ordinal);
    private readonly HashSet<string> idle = new(StringComparer.Ordinal);
    private readonly HashSet<ulong> resultGroups = [];
    private long count;
    private long keyCount;
    private long readyCount;
    private long leaseCount;
    private long takenCount;
    private long resultCount;

    public async Task<FsckReport> RunAsync()
    {
        await ReadKeysAsync();
        await ReadParkedAsync(FsckPlace.Buried, reader.Keys.Buried, reader.Keys.BuriedTasks);
        await ReadLeasesAsync();
        await ReadLanesAsync();
        await ReadParkedAsync(FsckPlace.Scheduled, reader.Keys.Scheduled, reader.Keys.ScheduledTasks);
        await ReadNamesAsync();
        sightings.Sort();
        await JudgeAsync();
        await CheckCountsAsync();
        await FindMissingAsync();
        return new FsckReport(
            findings,
            count,
            undecided,
            new FsckTotals(keyCount, readyCount, leaseCount, takenCount, parkedCounts[FsckPlace.Scheduled], parkedCounts[FsckPlace.Buried], resultCount));
    }

    private void Find(Invariant invariant, string key, string problem)
    {
        count++;
        if (findings.Count < options.MaxFindings)
        {
            findings.Add(new FsckFinding(invariant, Printable(key), Printable(problem)));
        }
    }

    private void Find(Invariant invariant, RedisKey key, string problem) => Find(invariant, key.ToString(), problem);

    private int PlaceOf(FsckPlace state, RedisKey key, string queue = "")
    {
        places.Add(new Place(state, key, queue));
        return places.Count - 1;
    }

    private void See(in EnvelopeHeader header, int place, Lane lane, LeaseId? lease)
    {
        sightings.Add(new Sighting(header.Id, place));
        options.OnTask?.Invoke(new FsckTask(header.Id, places[place].State, lane, lease, header));
    }

    private bool IsReadable(RedisKey key) => !unreadable.Contains(key.ToString());

    private static bool IsHeader(RedisValue envelope, out EnvelopeHeader header) =>
        EnvelopeHeader.TryRead(((ReadOnlyMemory<byte>)envelope).Span, out header);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    // A stranger's key may hold anything: a terminal must not obey it, nor a report be filled by it.
    private static string Printable(string text)
    {
        if (text.Length <= MaxPrinted && !text.AsSpan().ContainsAnyExceptInRange(' ', '~'))
        {
            return text;
        }

        var printable = new StringBuilder();
        int shown = 0;
        for (; shown < text.Length && printable.Length < MaxPrinted; shown++)
        {
            char c = text[shown];
            _ = c is >= ' ' and <= '~' ? printable.Append(c)
                : c <= byte.MaxValue ? printable.Append(CultureInfo.InvariantCulture, $"\\x{(int)c:x2}")
                : printable.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
        }

        return (shown == text.Length ? printable : printable.Append(CultureInfo.InvariantCulture, $"... ({text.Length} characters)")).ToString();
    }
}
