using System.Globalization;
using StackExchange.Redis;
using TypedTasks.Brokers;
using TypedTasks.Envelopes;

namespace TypedTasks.Redis.Checking;

internal sealed partial class NamespaceCheck
{
    // A hundred centuries in ms: a date that a caller gave may lie that far.
    private const double LongestTime = 315_576_000_000_000;
    private const string UnknownQueue = "?";

    private readonly Dictionary<FsckPlace, long> parkedCounts = new() { [FsckPlace.Scheduled] = 0, [FsckPlace.Buried] = 0 };

    /// <summary>I12, I13 and the ids of I11 for what is kept by id.</summary>
    private async Task ReadParkedAsync(FsckPlace state, RedisKey index, RedisKey tasks)
    {
        if (IsReadable(index))
        {
            int place = PlaceOf(state, index);
            await foreach (SortedSetEntry entry in reader.SortedSetAsync(index))
            {
                ReadIndex(index, place, entry);
            }
        }

        if (IsReadable(tasks))
        {
            var byQueue = new Dictionary<string, int>(StringComparer.Ordinal) { [UnknownQueue] = PlaceOf(state, tasks, UnknownQueue) };
            await foreach (HashEntry entry in reader.HashAsync(tasks))
            {
                ReadParked(state, tasks, byQueue, entry);
            }
        }
    }

    private void ReadIndex(RedisKey index, int place, SortedSetEntry entry)
    {
        if (!TryReadId(entry.Element, out TaskId id))
        {
            Find(Invariants.NamesAreWithinGrammar, index, $"a member of {Text(entry.Element.Length())} bytes is no id");
            return;
        }

        sightings.Add(new Sighting(id, place));
        if (!double.IsFinite(entry.Score) || Math.Abs(entry.Score) > LongestTime || entry.Score != Math.Floor(entry.Score))
        {
            Find(Invariants.TimesAreTimes, index, $"{id} lies at {entry.Score.ToString(CultureInfo.InvariantCulture)}");
        }
    }

    private void ReadParked(FsckPlace state, RedisKey tasks, Dictionary<string, int> byQueue, HashEntry entry)
    {
        if (!TryReadId(entry.Name, out TaskId id))
        {
            Find(Invariants.NamesAreWithinGrammar, tasks, $"a field of {Text(entry.Name.Length())} bytes is no id");
            return;
        }

        if (!ParkedFormat.TryRead((ReadOnlyMemory<byte>)entry.Value, out string text, out _, out ReadOnlyMemory<byte> envelope) || !Lane.TryParse(text, out Lane lane))
        {
            sightings.Add(new Sighting(id, byQueue[UnknownQueue]));
            Find(Invariants.ParkedIsReadable, tasks, $"the bytes of {id} name no lane");
            return;
        }

        if (!byQueue.TryGetValue(lane.Queue, out int place))
        {
            byQueue.Add(lane.Queue, place = PlaceOf(state, tasks, lane.Queue));
        }

        bool readable = EnvelopeHeader.TryRead(envelope.Span, out EnvelopeHeader header);
        if (readable ? header.Id != id : state != FsckPlace.Buried)
        {
            Find(Invariants.EnvelopeHasItsHeader, tasks, readable ? $"the envelope of {header.Id} lies under {id}" : $"the bytes of {id} have no readable header");
        }

        See(header with { Id = id }, place, lane, null);
    }

    private static bool TryReadId(RedisValue value, out TaskId id)
    {
        ReadOnlyMemory<byte> bytes = (ReadOnlyMemory<byte>)value;
        id = bytes.Length == TaskId.Size ? new TaskId(bytes.Span) : default;
        return bytes.Length == TaskId.Size;
    }
}
