using StackExchange.Redis;
using TypedTasks.Brokers;
using RawReply = RESPite.Messages.RespReader;

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
        Task<RespResult> call = RedisScripts.Take.EvaluateRawAsync(at.Database, lanes, values);
        using RespResult taken = await CallAsync("take", at, call, CancellationToken.None);
        return taken.IsNull ? null : ReadLease(request, taken);
    }

    private static Lease ReadLease(TakeRequest request, RespResult taken)
    {
        RawReply reply = taken.Read();
        reply.DemandAggregate();
        reply.MoveNextScalar();
        Lane lane = request.Lanes[(int)reply.ReadInt64() - 1];
        reply.MoveNextScalar();
        long waiting = reply.ReadInt64();
        reply.MoveNextAggregate();
        var envelopes = TakenEnvelopes.Read(ref reply);
        return new Lease(request.Lease, lane, envelopes, waiting) { Memory = envelopes };
    }
}
