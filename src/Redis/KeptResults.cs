using System.Globalization;
using System.Text;
using StackExchange.Redis;
using TypedTasks.Brokers;

namespace TypedTasks.Redis;

/// <summary>
/// The outcomes that one settlement keeps, by the key that each goes to: those of tasks that were made at about the same time and
/// are kept about as long lie in one hash (<see cref="TaskId.ResultGroup"/>), so that a lease of hundreds is one or two commands.
/// </summary>
internal sealed class KeptResults
{
    private readonly List<Place> places = [];
    private readonly int count;

    private KeptResults(int count) => this.count = count;

    /// <summary>The keys, in the order of <see cref="Text"/>.</summary>
    public IReadOnlyList<Place> Places => places;

    /// <summary>What <c>complete.lua</c> reads of them: "3600000 0-2,5;500 7".</summary>
    public string Text
    {
        get
        {
            var text = new StringBuilder();
            foreach (Place place in places)
            {
                var slots = new SlotText();
                foreach (CompleteSettlement one in place.Settlements)
                {
                    slots.Add(one.Slot);
                }

                text.Append(CultureInfo.InvariantCulture, $"{(text.Length > 0 ? ";" : string.Empty)}{place.KeepMs} {slots}");
            }

            return text.ToString();
        }
    }

    /// <summary>Sorts the outcomes of settlements that have one.</summary>
    public static KeptResults Of(List<CompleteSettlement> settlements, RedisKeys keys)
    {
        var results = new KeptResults(settlements.Count);
        Dictionary<(ulong Group, long KeepMs), Place>? groups = null;
        foreach (CompleteSettlement one in settlements)
        {
            ResultWrite result = one.Result!;
            long keepMs = Math.Max(1, RedisBroker.Milliseconds(result.KeepFor));
            if (result.Id.ResultGroup is not { } group)
            {
                results.places.Add(new Place(keys.Result(result.Id), keepMs, null, [one]));
                continue;
            }

            // Most often neighbours go to the same place, and there is no other.
            Place? place = results.places.Count > 0 && results.places[^1] is { } last && last.Group == group && last.KeepMs == keepMs ? last : null;
            if (place is null && groups?.TryGetValue((group, keepMs), out place) != true)
            {
                place = new Place(keys.Results(group), keepMs, group, new List<CompleteSettlement>(results.places.Count == 0 ? settlements.Count : 1));
                results.places.Add(place);
                (groups ??= []).Add((group, keepMs), place);
            }

            place!.Settlements.Add(one);
        }

        return results;
    }

    /// <summary>Writes the keys, and id and outcome of each result.</summary>
    public void CopyTo(Span<RedisKey> used, Span<RedisValue> values)
    {
        var ids = new byte[count * TaskId.Size];
        int at = 0;
        for (int i = 0; i < places.Count; i++)
        {
            used[i] = places[i].Key;
            foreach (CompleteSettlement one in places[i].Settlements)
            {
                Memory<byte> id = ids.AsMemory(at * TaskId.Size, TaskId.Size);
                one.Result!.Id.CopyTo(id.Span);
                values[2 * at] = id;
                values[2 * at + 1] = one.Result.Outcome;
                at++;
            }
        }
    }

    /// <summary>One key and what goes to it.</summary>
    internal sealed record Place(RedisKey Key, long KeepMs, ulong? Group, List<CompleteSettlement> Settlements);
}
