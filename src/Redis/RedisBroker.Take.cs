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

        // Not cancelled once sent: a lease that nobody knows of would have to lapse. The envelopes are read behind it, in the same pipeline, but for a take
        // that will hardly find any: that one has them in its answer, where they are few.
        bool isIdle = request.WaitIn is not null;
        Task<RedisResult> call = SendTake(at, request, lease, isIdle);
        Task<RespResult>? read = isIdle ? null : ReadAsync(at, lease);
        Forget(read);
        RedisResult taken = await CallAsync("take", at, call, CancellationToken.None);
        if (taken.IsNull)
        {
            return null;
        }

        if ((int)taken[0] == 0)
        {
            return new Lease(request.Lease, request.WaitIn!.Value, [], 0);
        }

        Lane lane = request.Lanes[(int)taken[0] - 1];
        var waiting = (long)taken[1];
        if (taken.Length > 2)
        {
            return new Lease(request.Lease, lane, Envelopes(taken, 2), waiting);
        }

        TakenEnvelopes envelopes = await EnvelopesAsync(at, read ?? ReadAsync(at, lease));
        if (envelopes.Count == 0)
        {
            // Where Redis did not know the script, its text was sent behind the read.
            envelopes = await EnvelopesAsync(at, ReadAsync(at, lease));
        }

        // One that is gone meanwhile was rescued: its work is another's.
        return envelopes.Count == 0
            ? null
            : new Lease(request.Lease, lane, envelopes, waiting) { Memory = envelopes };
    }

    private Task<RedisResult> SendTake(RedisConnection.Opened at, TakeRequest request, RedisKey lease, bool wholeAnswer)
    {
        int count = request.Lanes.Count + request.IdleOn.Count;
        var places = new RedisKey[count + 4];
        var values = new RedisValue[count + 9];
        places[0] = lease;
        places[1] = keys.Leases;
        places[2] = keys.LastTake(request.Lease.Session);
        places[3] = request.Replaces is { } replaced ? keys.Lease(replaced.Id) : lease;
        values[0] = request.Lease.ToString();
        values[1] = Milliseconds(request.LeaseTime);
        values[2] = request.MaxItems;
        values[3] = request.MaxBytes;
        values[4] = Milliseconds(IdleTime);
        values[5] = MaxIdle;
        values[6] = request.Replaces is { } old ? RedisKeys.Member(old.Id, old.Lane) : RedisValue.EmptyString;
        values[7] = 0;
        values[8] = wholeAnswer ? 1 : 0;
        int next = 0;
        foreach (Lane lane in request.Lanes)
        {
            string name = lane.ToString();
            places[next + 4] = keys.Lane(name);
            values[next++ + 9] = name;
            if (lane == request.WaitIn)
            {
                values[7] = next;
            }

            RecordQueue(at, lane.Queue);
        }

        foreach (string queue in request.IdleOn)
        {
            places[next + 4] = keys.Idle(queue);
            values[next++ + 9] = RedisValue.EmptyString;
            RecordQueue(at, queue);
        }

        return RedisScripts.Take.EvaluateAsync(at.Database, places, values);
    }

    // From behind the number of unsettled slots, which is the first element of a lease.
    private static Task<RespResult> ReadAsync(RedisConnection.Opened at, RedisKey lease) =>
        at.Database.ExecuteRespAsync("LRANGE", new RedisKeyOrValue[] { lease, (RedisValue)1, (RedisValue)(-1) }, CommandFlags.DemandMaster);

    private static ReadOnlyMemory<byte>[] Envelopes(RedisResult answer, int from)
    {
        var envelopes = new ReadOnlyMemory<byte>[answer.Length - from];
        for (int i = 0; i < envelopes.Length; i++)
        {
            envelopes[i] = (byte[])answer[from + i]!;
        }

        return envelopes;
    }

    private async Task<TakenEnvelopes> EnvelopesAsync(RedisConnection.Opened at, Task<RespResult> read)
    {
        using RespResult reply = await CallAsync("take", at, read, CancellationToken.None);
        return TakenEnvelopes.Read(reply.Read());
    }
}
