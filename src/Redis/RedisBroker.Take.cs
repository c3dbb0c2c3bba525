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

        // Not cancelled once sent: a lease that nobody knows of would have to lapse. The envelopes are read behind it, in the same pipeline.
        Task<RedisResult> call = RedisScripts.Take.EvaluateAsync(at.Database, lanes, values);
        Task<RespResult> read = ReadAsync(at, lanes[0]);
        Forget(read);
        RedisResult taken = await CallAsync("take", at, call, CancellationToken.None);
        TakenEnvelopes envelopes = await EnvelopesAsync(at, read);
        if (taken.IsNull)
        {
            return null;
        }

        if (envelopes.Count == 0)
        {
            // Where Redis did not know the script, its text was sent behind the read.
            envelopes = await EnvelopesAsync(at, ReadAsync(at, lanes[0]));
        }

        // One that is gone meanwhile was rescued: its work is another's.
        return envelopes.Count == 0
            ? null
            : new Lease(request.Lease, request.Lanes[(int)taken[0] - 1], envelopes, (long)taken[1]) { Memory = envelopes };
    }

    // From behind the number of unsettled slots, which is the first element of a lease.
    private static Task<RespResult> ReadAsync(RedisConnection.Opened at, RedisKey lease) =>
        at.Database.ExecuteRespAsync("LRANGE", new RedisKeyOrValue[] { lease, (RedisValue)1, (RedisValue)(-1) }, CommandFlags.DemandMaster);

    private async Task<TakenEnvelopes> EnvelopesAsync(RedisConnection.Opened at, Task<RespResult> read)
    {
        using RespResult reply = await CallAsync("take", at, read, CancellationToken.None);
        return TakenEnvelopes.Read(reply.Read());
    }
}
