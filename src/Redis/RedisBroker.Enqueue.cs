using System.Collections.Concurrent;
using StackExchange.Redis;
using TypedTasks.Brokers;
using TypedTasks.Envelopes;

namespace TypedTasks.Redis;

public sealed partial class RedisBroker
{
    // One command takes neighbours of one lane up to these bounds; so many commands are on their way at once.
    private const int MaxCommandItems = 1000;
    private const int MaxCommandBytes = 256 * 1024;
    private const int MaxCommandsOnTheirWay = 32;

    private static readonly TimeSpan QueueRecordPeriod = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<string, long> recordedQueues = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public async ValueTask EnqueueAsync(ReadOnlyMemory<EnqueueItem> items, CancellationToken cancellationToken = default)
    {
        foreach (ref readonly EnqueueItem item in items.Span)
        {
            Check.Lane(item.Lane);
            Check.Envelope(item.Envelope);
        }

        if (items.IsEmpty)
        {
            return;
        }

        cancellationToken.ThrowIfCancellationRequested();
        RedisConnection.Opened at = await producers.OpenAsync(cancellationToken);
        RecordQueues(at, items.Span);

        int accepted = 0;
        var sent = new List<(int Count, Task Call)>(1);
        while (accepted < items.Length)
        {
            sent.Clear();
            for (int from = accepted; from < items.Length && sent.Count < MaxCommandsOnTheirWay;)
            {
                int count = Run(items.Span[from..]);
                sent.Add((count, Send(at.Database, items.Span.Slice(from, count))));
                from += count;
            }

            List<(string, Task<RedisValue>)>? idle = null;
            if (accepted + sent.Sum(static one => one.Count) == items.Length)
            {
                // In the same pipeline, behind the last of the work.
                idle = PopIdle(at, items.Span);
            }

            accepted = await AcceptAsync(at, sent, accepted, cancellationToken);
            if (idle is not null)
            {
                WakeLater(at, idle);
            }
        }
    }

    /// <summary>How many of the first items fit into one command: neighbours of one lane that are ready, or that wait.</summary>
    private static int Run(ReadOnlySpan<EnqueueItem> items)
    {
        int count = 1;
        long bytes = items[0].Envelope.Length;
        while (count < items.Length && count < MaxCommandItems
            && items[count].Due.IsNow == items[0].Due.IsNow
            && (!items[0].Due.IsNow || items[count].Lane == items[0].Lane)
            && (bytes += items[count].Envelope.Length) <= MaxCommandBytes)
        {
            count++;
        }

        return count;
    }

    private Task Send(IDatabase database, ReadOnlySpan<EnqueueItem> items) =>
        items[0].Due.IsNow ? Push(database, items) : Schedule(database, items);

    private Task<long> Push(IDatabase database, ReadOnlySpan<EnqueueItem> items)
    {
        RedisKey lane = keys.Lane(items[0].Lane);
        if (items.Length == 1)
        {
            return database.ListRightPushAsync(lane, items[0].Envelope, flags: CommandFlags.DemandMaster);
        }

        var envelopes = new RedisValue[items.Length];
        for (int i = 0; i < envelopes.Length; i++)
        {
            envelopes[i] = items[i].Envelope;
        }

        return database.ListRightPushAsync(lane, envelopes, CommandFlags.DemandMaster);
    }

    private Task<RedisResult> Schedule(IDatabase database, ReadOnlySpan<EnqueueItem> items)
    {
        var values = new RedisValue[items.Length * 4];
        for (int i = 0; i < items.Length; i++)
        {
            EnqueueItem item = items[i];
            (values[i * 4], values[i * 4 + 1]) = item.Due.After is { } delay
                ? ((RedisValue)"in", (RedisValue)Milliseconds(delay))
                : ("at", Math.Max(0, item.Due.At!.Value.ToUnixTimeMilliseconds()));
            values[i * 4 + 2] = item.Id.ToByteArray();
            values[i * 4 + 3] = ParkedFormat.Write(item.Lane.ToString(), default, item.Envelope.Span);
        }

        return RedisScripts.Schedule.EvaluateAsync(database, [keys.Scheduled, keys.ScheduledTasks, keys.Counts], values);
    }

    /// <summary>Waits for the commands in their order.</summary>
    /// <returns>How many items are stored, counted from the first of the call.</returns>
    private async Task<int> AcceptAsync(RedisConnection.Opened at, List<(int Count, Task Call)> sent, int accepted, CancellationToken cancellationToken)
    {
        for (int i = 0; i < sent.Count; i++)
        {
            try
            {
                await sent[i].Call.WaitAsync(options.OperationTimeout, scheduler.Time, cancellationToken);
                accepted += sent[i].Count;
            }
            catch (Exception error) when (error is RedisException or TimeoutException or ObjectDisposedException or OperationCanceledException)
            {
                foreach ((_, Task call) in sent)
                {
                    Forget(call);
                }

                bool last = i == sent.Count - 1;
                throw NotSent(at.Endpoint, error, accepted, last);
            }
        }

        return accepted;
    }

    private static Exception NotSent(string endpoint, Exception error, int accepted, bool last)
    {
        // Only what never left this process, and what Redis itself refused, is certainly not stored.
        bool notStored = last && (error is RedisServerException
            || (error is RedisTimeoutException or RedisConnectionException && StatusOf(error) is CommandStatus.WaitingToBeSent or CommandStatus.WaitingInBacklog));
        if (notStored && accepted == 0 && error is not RedisServerException)
        {
            return Unavailable.NoServer(endpoint, error);
        }

        string message = error switch
        {
            RedisServerException server => $"Redis at {endpoint} did not store the task ({server.Message}). {Unavailable.Remedy(server)}",
            OperationCanceledException => $"Sending to Redis at {endpoint} was cancelled; it is unknown whether the task was stored.",
            _ when notStored => $"Redis at {endpoint} cannot be reached; the task was not sent.",
            _ => $"Redis at {endpoint} did not answer; it is unknown whether the task was stored. Sending it again may run it twice.",
        };
        return new TaskNotSentException(message, !notStored, accepted, error);
    }

    private static CommandStatus StatusOf(Exception error) => error switch
    {
        RedisTimeoutException timeout => timeout.Commandstatus,
        RedisConnectionException connection => connection.CommandStatus,
        _ => CommandStatus.Unknown,
    };

    private void RecordQueues(RedisConnection.Opened at, ReadOnlySpan<EnqueueItem> items)
    {
        string? last = null;
        foreach (ref readonly EnqueueItem item in items)
        {
            if (!ReferenceEquals(last, item.Lane.Queue))
            {
                last = item.Lane.Queue;
                RecordQueue(at, last);
            }
        }
    }

    /// <summary>At most once a minute a queue: the set is there to list queues, and a flush of Redis must not hide one for ever.</summary>
    private void RecordQueue(RedisConnection.Opened at, string queue)
    {
        long now = scheduler.Time.GetTimestamp();
        if (recordedQueues.TryGetValue(queue, out long recorded) && scheduler.Time.GetElapsedTime(recorded, now) < QueueRecordPeriod)
        {
            return;
        }

        recordedQueues[queue] = now;
        _ = RecordAsync(at, queue);
    }

    private async Task RecordAsync(RedisConnection.Opened at, string queue)
    {
        try
        {
            await at.Database.SetAddAsync(keys.Queues, queue, CommandFlags.DemandMaster);
        }
        catch (Exception error) when (error is RedisException or TimeoutException or ObjectDisposedException)
        {
            recordedQueues.TryRemove(queue, out _);
            RedisLog.QueuesNotRecorded(logger, error);
        }
    }
}
