using System.Collections.Concurrent;
using StackExchange.Redis;
using TypedTasks.Brokers;

namespace TypedTasks.Redis;

public sealed partial class RedisBroker
{
    // An idle list lives as long as somebody enters it now and then; a dead worker's entry goes when it is popped.
    private static readonly TimeSpan IdleTime = TimeSpan.FromHours(1);
    private const int MaxIdle = 1000;

    // Where all workers are busy, a queue is asked no more often whether that is still so.
    private static readonly TimeSpan BusyFor = TimeSpan.FromMilliseconds(1);

    // Queues for which the last wake-up woke nobody.
    private readonly ConcurrentDictionary<string, Unwoken> unwoken = new(StringComparer.Ordinal);

    // In a cluster PUBLISH counts the receivers on its own node only: so many are told before it is left to the slow poll.
    private const int MaxWokenBlindly = 3;

    /// <inheritdoc/>
    public async ValueTask<IAsyncDisposable> ListenAsync(string session, Action onWake, CancellationToken cancellationToken = default)
    {
        BrokerArguments.CheckSession(session);
        ArgumentNullException.ThrowIfNull(onWake);
        RedisConnection.Opened at = await workers.OpenAsync(cancellationToken);
        return await SubscribeAsync(at, keys.Wake(session), onWake, cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask WakeAsync(string queue, CancellationToken cancellationToken = default)
    {
        NameGrammar.CheckQueue(queue);
        RedisConnection.Opened at = await workers.OpenAsync(cancellationToken);
        await CallAsync("wake a worker", at, WakeOne(at, queue, []), cancellationToken);
    }

    /// <inheritdoc/>
    public IWaitLink? OpenWaitLink() => new WaitLink(this, leaseSettings);

    /// <summary>Where the keys are.</summary>
    internal RedisKeys Keys => keys;

    /// <summary>Lets nothing come into an empty lease any more.</summary>
    internal async ValueTask<Lease?> CloseAsync(Lease empty, TimeSpan leaseTime)
    {
        BrokerArguments.CheckLeaseTime(leaseTime);
        RedisConnection.Opened at = await workers.OpenAsync(CancellationToken.None);
        RedisResult came = await CallAsync(
            "close an empty lease",
            at,
            RedisScripts.Close.EvaluateAsync(at.Database, [keys.Lease(empty.Id), keys.Leases], [RedisKeys.Member(empty.Id, empty.Lane), Milliseconds(leaseTime)]),
            CancellationToken.None);
        return came.Length == 0 ? null : empty with { Envelopes = Envelopes(came, 0) };
    }

    internal void TellRefusedWait(Exception error) => RedisLog.WaitRefused(logger, error.Message);

    /// <summary>Wakes a worker for each queue that ready items went to. Sent behind them in the same pipeline, it finds them there.</summary>
    private void WakeFor(RedisConnection.Opened at, ReadOnlySpan<EnqueueItem> items)
    {
        var lanes = new List<Lane>(1);
        foreach (ref readonly EnqueueItem item in items)
        {
            if (item.Due.IsNow && !lanes.Contains(item.Lane))
            {
                lanes.Add(item.Lane);
            }
        }

        WakeFor(at, lanes);
    }

    // What was sent together asks each time: without that answer fewer gather for the next command, and each costs more (measured: a tenth).
    private void WakeFor(RedisConnection.Opened at, List<Lane> lanes)
    {
        if (lanes.Count == 1)
        {
            _ = WakeQuietlyAsync(at, lanes[0].Queue, [keys.Lane(lanes[0])]);
            return;
        }

        foreach (IGrouping<string, Lane> queue in lanes.Distinct().GroupBy(static lane => lane.Queue, StringComparer.Ordinal))
        {
            _ = WakeQuietlyAsync(at, queue.Key, [.. queue.Select(keys.Lane)]);
        }
    }

    /// <summary>
    /// Wakes a worker and goes on by itself: a wake-up is a hint, and whoever sent the work has it stored. Where it is said which lanes it was put into, and a worker that
    /// waited there has it by now, nobody is woken.
    /// </summary>
    private void Wake(RedisConnection.Opened at, string queue, params RedisKey[] lanes)
    {
        if (!unwoken.TryGetValue(queue, out Unwoken? last) || last.Why != NobodyWoken.Busy || scheduler.Time.GetElapsedTime(last.AskedAt) >= BusyFor)
        {
            _ = WakeQuietlyAsync(at, queue, lanes);
        }
        else if (last.PutOff())
        {
            _ = WakeLaterAsync(producers.Current ?? at, queue, last);
        }
    }

    /// <summary>Once for all who sent meanwhile: of the workers that have become idle since, as many are told as there were sends. A bare command shows whether there are any.</summary>
    private async Task WakeLaterAsync(RedisConnection.Opened at, string queue, Unwoken asked)
    {
        await scheduler.Delay(BusyFor, CancellationToken.None);
        try
        {
            for (int left = asked.TakePutOff(); left > 0;)
            {
                switch (await TellNextAsync(at, queue))
                {
                    case null:
                        return;
                    case true:
                        left--;
                        break;
                }
            }
        }
        catch (Exception error) when (IsTrouble(error) || error is BrokerUnavailableException)
        {
            RedisLog.WakeFailed(logger, queue, error);
        }
    }

    /// <summary>
    /// Where workers are idle the script tells one in the same round trip. Where the last one had nobody to tell, a bare command asks first whether that
    /// is still so: it costs Redis a tenth of a script, and whoever awaits its Delay, or the task that it sent, waits for both.
    /// </summary>
    private async Task WakeQuietlyAsync(RedisConnection.Opened at, string queue, RedisKey[] lanes)
    {
        try
        {
            long askedAt = scheduler.Time.GetTimestamp();
            if (unwoken.TryGetValue(queue, out Unwoken? last)
                && (last.Why == NobodyWoken.HasIt ? await IsTakenAsync(at, queue, lanes) : await TellNextAsync(at, queue) is not false))
            {
                return;
            }

            switch ((int)await CallAsync("wake a worker", at, WakeOne(at, queue, lanes), CancellationToken.None))
            {
                case 0 when !at.Clustered:
                    unwoken[queue] = new Unwoken(NobodyWoken.Busy, askedAt);
                    break;
                case 2:
                    unwoken[queue] = new Unwoken(NobodyWoken.HasIt, askedAt);
                    break;
            }
        }
        catch (Exception error) when (IsTrouble(error) || error is BrokerUnavailableException)
        {
            RedisLog.WakeFailed(logger, queue, error);
        }
    }

    /// <summary>Tells the next of the idle list.</summary>
    /// <returns>Whether it heard, or is dead; null where nobody is idle.</returns>
    private async Task<bool?> TellNextAsync(RedisConnection.Opened at, string queue)
    {
        long askedAt = scheduler.Time.GetTimestamp();
        RedisValue session = await at.Database.ListLeftPopAsync(keys.Idle(queue), CommandFlags.DemandMaster);
        if (session.IsNull)
        {
            unwoken[queue] = new Unwoken(NobodyWoken.Busy, askedAt);
            return null;
        }

        unwoken.TryRemove(queue, out _);
        return await at.Database.PublishAsync(keys.Wake(session.ToString()), RedisValue.EmptyString, CommandFlags.DemandMaster) > 0;
    }

    /// <summary>Whether those who wait in the lanes have taken what was put there.</summary>
    private async Task<bool> IsTakenAsync(RedisConnection.Opened at, string queue, RedisKey[] lanes)
    {
        foreach (RedisKey lane in lanes)
        {
            if (await at.Database.ListLengthAsync(lane, CommandFlags.DemandMaster) > 0)
            {
                unwoken.TryRemove(queue, out _);
                return false;
            }
        }

        return lanes.Length > 0;
    }

    private Task<RedisResult> WakeOne(RedisConnection.Opened at, string queue, RedisKey[] lanes) => RedisScripts.Wake.EvaluateAsync(
        at.Database, [keys.Idle(queue), .. lanes], [keys.WakeChannels, at.Clustered ? MaxWokenBlindly : MaxIdle]);

    private async Task<IAsyncDisposable> SubscribeAsync(
        RedisConnection.Opened at, RedisChannel channel, Action onMessage, CancellationToken cancellationToken, Action? onRestored = null)
    {
        var subscription = new RedisSubscription(at, channel, onMessage, onRestored);
        try
        {
            await CallAsync("subscribe", at, subscription.StartAsync(), cancellationToken);
            return subscription;
        }
        catch
        {
            await subscription.DisposeAsync();
            throw;
        }
    }

    /// <summary>What the last wake-up of a queue told.</summary>
    /// <param name="why">Why nobody was woken.</param>
    /// <param name="askedAt">When it was sent (monotonic).</param>
    private sealed class Unwoken(NobodyWoken why, long askedAt)
    {
        private int putOff;

        public NobodyWoken Why => why;

        public long AskedAt => askedAt;

        /// <summary>A send puts its wake-up off.</summary>
        /// <returns>Whether it is the first, which sees to all of them.</returns>
        public bool PutOff() => Interlocked.Increment(ref putOff) == 1;

        /// <summary>How many were put off; who comes later is the first again.</summary>
        public int TakePutOff() => Interlocked.Exchange(ref putOff, 0);
    }

    private enum NobodyWoken
    {
        /// <summary>No worker is idle.</summary>
        Busy,

        /// <summary>A worker that waited in the lane has the work.</summary>
        HasIt,
    }
}
