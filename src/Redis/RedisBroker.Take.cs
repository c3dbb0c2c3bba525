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
        RedisKey lease = keys.Lease(request.Lease);

        // Not cancelled once sent: a lease that nobody knows of would have to lapse. The envelopes are read behind it, in the same pipeline.
        Task<RedisResult> call = SendTake(at, request, lease);
        Task<RespResult> read = ReadAsync(at, lease);
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
            envelopes = await EnvelopesAsync(at, ReadAsync(at, lease));
        }

        // One that is gone meanwhile was rescued: its work is another's.
        return envelopes.Count == 0
            ? null
            : new Lease(request.Lease, request.Lanes[(int)taken[0] - 1], envelopes, (long)taken[1]) { Memory = envelopes };
    }

    private Task<RedisResult> SendTake(RedisConnection.Opened at, TakeRequest request, RedisKey lease)
    {
        int count = request.Lanes.Count + request.IdleOn.Count;
        var places = new RedisKey[count + 3];
        var values = new RedisValue[count + 6];
        places[0] = lease;
        places[1] = keys.Leases;
        places[2] = keys.LastTake(request.Lease.Session);
        values[0] = request.Lease.ToString();
        values[1] = Milliseconds(request.LeaseTime);
        values[2] = request.MaxItems;
        values[3] = request.MaxBytes;
        values[4] = Milliseconds(IdleTime);
        values[5] = MaxIdle;
        int next = 0;
        foreach (Lane lane in request.Lanes)
        {
            string name = lane.ToString();
            places[next + 3] = keys.Lane(name);
            values[next++ + 6] = name;
            RecordQueue(at, lane.Queue);
        }

        foreach (string queue in request.IdleOn)
        {
            places[next + 3] = keys.Idle(queue);
            values[next++ + 6] = RedisValue.EmptyString;
            RecordQueue(at, queue);
        }

        return RedisScripts.Take.EvaluateAsync(at.Database, places, values);
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
