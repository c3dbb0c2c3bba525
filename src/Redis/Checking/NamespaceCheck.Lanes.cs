using StackExchange.Redis;
using TypedTasks.Brokers;
using TypedTasks.Envelopes;

namespace TypedTasks.Redis.Checking;

internal sealed partial class NamespaceCheck
{
    /// <summary>What waits, from the head: what is taken meanwhile is passed over rather than seen twice.</summary>
    private async Task ReadLanesAsync()
    {
        foreach (string name in lanes)
        {
            RedisKey key = reader.Keys.Lane(name);
            int place = PlaceOf(FsckPlace.Ready, key);
            _ = Lane.TryParse(name, out Lane lane);
            await foreach ((_, RedisValue[] items) in reader.ListAsync(key))
            {
                readyCount += items.Length;
                foreach (RedisValue item in items)
                {
                    if (IsHeader(item, out EnvelopeHeader header))
                    {
                        See(header, place, lane, null);
                    }
                    else
                    {
                        Find(Invariants.EnvelopeHasItsHeader, key, $"holds {Text(item.Length())} bytes without a readable header");
                    }
                }
            }
        }
    }
}
