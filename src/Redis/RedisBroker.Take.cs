using StackExchange.Redis;
using TypedTasks.Brokers;

namespace TypedTasks.Redis;

public sealed partial class RedisBroker
{
    /// <inheritdoc/>
    public async ValueTask<Lease?> TakeAsync(TakeRequest request, CancellationToken cancellationToken = default)
    {
        BrokerArguments.Check(request);
        cancellationToken.ThrowIfCancellationRequested();
        RedisConnection.Opened at = await workers.OpenAsync(cancellationToken);
        var lanes = new RedisKey[request.Lanes.Count + 3];
        var values = new RedisValue[request.Lanes.Count + 4];
        lanes[0] = keys.Lease(request.Lease);
        lanes[1] = keys.Leases;
        lanes[2] = keys.LastTake(request.Lease.Session);
        values[0] = request.Lease.ToString();
        values[1] = Milliseconds(request.LeaseTime);
        values[2] = request.MaxItems;
        values[3] = request.MaxBytes;
        for (int i = 0; i < request.Lanes.Count; i++)
        {
            string lane = request.Lanes[i].ToString();
            lanes[i + 3] = keys.Lane(lane);
            values[i + 4] = lane;
            RecordQueue(at, request.Lanes[i].Queue);
        }

        // Not cancelled once sent: a lease that nobody knows of would have to lapse.
        RedisResult taken = await CallAsync("take", at, RedisScripts.Take.EvaluateAsync(at.Database, lanes, values), CancellationToken.None);
        return taken.IsNull ? null : ReadLease(request, taken);
    }

    private static Lease ReadLease(TakeRequest request, RedisResult taken)
    {
        RedisResult items = taken[2];
        var envelopes = new ReadOnlyMemory<byte>[items.Length];
        for (int i = 0; i < envelopes.Length; i++)
        {
            envelopes[i] = (byte[]?)items[i];
        }

        return new Lease(request.Lease, request.Lanes[(int)taken[0] - 1], envelopes, (long)taken[1]);
    }
}
