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
    public ValueTask EnqueueAsync(ReadOnlyMemory<EnqueueItem> items, CancellationToken cancellationToken = default)
    {
        BrokerArguments.Check(items.Span);
        return items.Length switch
        {
            0 => ValueTask.CompletedTask,
            1 when IsPlain(items.Span[0]) => PushOneAsync(items.Span[0], cancellationToken),
            _ => EnqueueManyAsync(items, cancellationToken),
        };
    }

    private async ValueTask EnqueueManyAsync(ReadOnlyMemory<EnqueueItem> items, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        RedisConnection.Opened at = await producers.OpenAsync(cancellationToken);
        RecordQueues(at, items.Span);

        int accepted = 0;
        bool remembers = false;
        var sent = new List<(int Count, Task Call)>(1);
        while (accepted < items.Length)
        {
            if (IsLimited(items.Span[accepted]))
            {
                accepted = await AcceptLimitedAsync(at, items, accepted, cancellationToken);
                continue;
            }

            sent.Clear();
            int from = accepted;
            while (from < items.Length && sent.Count < MaxCommandsOnTheirWay && !IsLimited(items.Span[from]))
            {
                // The first call of a script waits alone: where Redis does not know its text, calls behind it would lose their order.
                bool once = IsOnce(items.Span[from]);
                if (once && !remembers && sent.Count > 0)
                {
                    break;
                }

                int count = Run(items.Span[from..]);
                sent.Add((count, Send(at.Database, items.Span.Slice(from, count))));
                from += count;
                if (once && !remembers)
                {
                    remembers = true;
                    break;
                }
            }

            if (from == items.Length || IsLimited(items.Span[from]))
            {
                // In the same pipeline, behind the last of the work.
                WakeFor(at, items.Span[..from]);
            }

            accepted = await AcceptAsync(at, sent, accepted, cancellationToken);
        }
    }

    private static bool IsLimited(in EnqueueItem item) => item is { QueueLimit: > 0, Due.IsNow: true };

    private static bool IsOnce(in EnqueueItem item) => item.Due.IsNow && item.RememberFor > TimeSpan.Zero;

    /// <summary>How many of the first items fit into one command: neighbours of one lane that are ready, or that wait.</summary>
    private static int Run(ReadOnlySpan<EnqueueItem> items)
    {
        int count = 1;
        long bytes = items[0].Envelope.Length;
        while (count < items.Length && count < MaxCommandItems
            && items[count].Due.IsNow == items[0].Due.IsNow
            && items[count].RememberFor == items[0].RememberFor
            && (!items[0].Due.IsNow || (items[count].Lane == items[0].Lane && items[count].QueueLimit == items[0].QueueLimit))
            && (bytes += items[count].Envelope.Length) <= MaxCommandBytes)
        {
            count++;
        }

        return count;
    }

    private Task Send(IDatabase database, ReadOnlySpan<EnqueueItem> items) =>
        !items[0].Due.IsNow ? Schedule(database, items)
        : IsOnce(items[0]) ? PushOnce(database, items)
        : Push(database, items);

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
        TimeSpan rememberFor = items[0].RememberFor;
        var used = new RedisKey[3 + (rememberFor > TimeSpan.Zero ? items.Length : 0)];
        (used[0], used[1], used[2]) = (keys.Scheduled, keys.ScheduledTasks, keys.Counts);
        FillMarkers(used.AsSpan(3), items);
        var values = new RedisValue[1 + items.Length * 4];
        values[0] = Milliseconds(rememberFor);
        for (int i = 0; i < items.Length; i++)
        {
            EnqueueItem item = items[i];
            (values[1 + i * 4], values[2 + i * 4]) = item.Due.After is { } delay
                ? ((RedisValue)"in", (RedisValue)Milliseconds(delay))
                : ("at", Math.Max(0, item.Due.At!.Value.ToUnixTimeMilliseconds()));
            values[3 + i * 4] = item.Id.ToByteArray();
            values[4 + i * 4] = ParkedFormat.Write(item.Lane.ToString(), default, item.Envelope.Span);
        }

        return RedisScripts.Schedule.EvaluateAsync(database, used, values);
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
            catch (Exception error) when (IsTrouble(error) || error is OperationCanceledException)
            {
                if (error is not OperationCanceledException)
                {
                    at.Primary.After(error);
                }

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

        bool refused = error is RedisServerException answer && Unavailable.IsLasting(answer);
        string message = error switch
        {
            RedisServerException server => $"Redis at {endpoint} did not store the task ({server.Message}). {Unavailable.Remedy(server)}",
            OperationCanceledException => $"Sending to Redis at {endpoint} was cancelled; it is unknown whether the task was stored.",
            _ when notStored => $"Redis at {endpoint} cannot be reached; the task was not sent.",
            _ => $"Redis at {endpoint} did not answer; it is unknown whether the task was stored. Sending it again may run it twice.",
        };
        return new TaskNotSentException(message, !notStored, accepted, error) { IsRefusal = refused };
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
        catch (Exception error) when (IsTrouble(error))
        {
            recordedQueues.TryRemove(queue, out _);
            RedisLog.QueuesNotRecorded(logger, error);
        }
    }
}
