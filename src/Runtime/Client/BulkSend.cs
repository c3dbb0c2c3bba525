using System.Diagnostics;
using TypedTasks.Telemetry;

namespace TypedTasks.Client;

/// <summary>
/// One DelayMany: walks the sequence once, in order, and writes the next batch while the last two are on their way, so that neither
/// this side nor the broker waits for the other between two batches. One is on its way alone where a second could overtake it.
/// </summary>
internal sealed class BulkSend<TResult>(BrokerTaskClient client, CancellationToken cancellationToken)
{
    private const int MaxUnderway = 2;

    private readonly List<TaskId> ids = [];

    // What the handles are made of: neighbours that are alike share an entry, which tells where they begin.
    private readonly List<(int First, TaskDefinition<TResult> Task, OutcomeTerms Terms)> made = [];
    private readonly Queue<(EnvelopeBatch Batch, Task Sent)> underway = new();
    private readonly Stack<EnvelopeBatch> arrived = new();
    private readonly List<EnvelopeBatch> failed = [];
    private EnvelopeBatch filling = new(client);
    private Activity? activity;
    private int accepted;

    // Set by the first batch that arrived: until then those of a broker that is still being connected could overtake each other.
    private bool connected;

    // A batch was cancelled on its way: whether the broker has it is unknown.
    private bool cutOff;

    public async Task<TaskHandles<TResult>> RunAsync(IEnumerable<TaskCall<TResult>> calls)
    {
        try
        {
            foreach (TaskCall<TResult> call in calls)
            {
                await AddAsync(call);
                if (filling.IsFull)
                {
                    await FlushAsync();
                }
            }

            await FlushAsync();
            while (underway.Count > 0)
            {
                await ArriveAsync();
            }

            arrived.Push(filling);
            foreach (EnvelopeBatch batch in arrived)
            {
                batch.Return();
            }

            activity?.SetTag(TelemetryNames.BatchCount, ids.Count);
            return new TaskHandles<TResult>(ids, Open);
        }
        catch (Exception error)
        {
            TaskActivities.Fail(activity, error);
            await StopAsync(error);
            throw;
        }
        finally
        {
            activity?.Dispose();
        }
    }

    private async ValueTask AddAsync(TaskCall<TResult> call)
    {
        if (call is null)
        {
            throw new ArgumentException($"Call number {ids.Count + 1} of the sequence is null.");
        }

        DateTimeOffset now = client.Scheduler.Time.GetUtcNow();
        SendPlan? plan = client.Filters.IsEmpty ? client.Planner.Plan(call.Task, call.Options, now) : null;
        TaskId id = call.Options.Id ?? (plan is null
            ? client.Planner.NewId(call.Task, call.Options, now, client.Scheduler)
            : TaskId.NewAt(now, plan.Terms.KeepResult ?? TimeSpan.Zero, client.Scheduler));
        activity ??= TaskActivities.StartPublish(client.Broker.System, call.Options.Queue ?? call.Task.Defaults.Queue, call.Task.Name, id: null);
        CallOptions options = plan is null ? await filling.FilterAsync(call, id, cancellationToken) : call.Options;
        plan ??= client.Planner.Plan(call.Task, options, now);
        filling.Add(call, id, options, plan, activity ?? Activity.Current, now);
        OutcomeTerms terms = plan.Terms;
        if (made.Count == 0 || made[^1].Task != call.Task || made[^1].Terms != terms)
        {
            made.Add((ids.Count, call.Task, terms));
        }

        ids.Add(id);
    }

    private TaskHandle<TResult> Open(int index)
    {
        int low = 0;
        int high = made.Count - 1;
        while (low < high)
        {
            int middle = (low + high + 1) / 2;
            (low, high) = made[middle].First <= index ? (middle, high) : (low, middle - 1);
        }

        return client.Open(made[low].Task, ids[index], made[low].Terms);
    }

    private async ValueTask FlushAsync()
    {
        int others = connected && filling.MayOverlap ? MaxUnderway - 1 : 0;
        while (underway.TryPeek(out (EnvelopeBatch Batch, Task Sent) oldest)
            && (underway.Count > others || oldest.Sent.IsCompleted || !oldest.Batch.MayOverlap))
        {
            await ArriveAsync();
        }

        cancellationToken.ThrowIfCancellationRequested();
        if (filling.Count > 0)
        {
            underway.Enqueue((filling, filling.SendAsync(cancellationToken)));
            filling = arrived.TryPop(out EnvelopeBatch? empty) ? empty : new EnvelopeBatch(client);
        }
    }

    /// <summary>Waits for the oldest that is on its way.</summary>
    private async ValueTask ArriveAsync()
    {
        (EnvelopeBatch batch, Task sent) = underway.Dequeue();
        try
        {
            await sent;
            connected = true;
            arrived.Push(batch);
        }
        catch (Exception error)
        {
            failed.Add(batch);
            cutOff |= error is OperationCanceledException && batch.Accepted == 0;
            throw;
        }
        finally
        {
            accepted += batch.TakeAccepted();
        }
    }

    /// <summary>Finds out what the broker has for certain, and says so.</summary>
    private async Task StopAsync(Exception error)
    {
        Exception cause = error;
        bool more = false;
        while (underway.Count > 0)
        {
            if (failed.Count > 0)
            {
                more |= await MayBeStoredAsync();
            }
            else if (await FailureAsync() is { } first)
            {
                cause = first;
            }
        }

        await filling.AbandonAsync(cause);
        foreach (EnvelopeBatch batch in failed)
        {
            await batch.AbandonAsync(cause);
        }

        bool unknown = more || cause is TaskNotSentException { OutcomeUnknown: true } || (cause is OperationCanceledException && cutOff);
        if (cause is OperationCanceledException && accepted == 0 && !unknown)
        {
            return;
        }

        if (cause is QueueFullException full)
        {
            throw new QueueFullException(full.Queue, full.Limit, accepted, full.Waited);
        }

        throw new TaskNotSentException(
            $"The broker has the first {accepted} tasks of the sequence for certain{(unknown ? ", perhaps more" : string.Empty)}; sending stopped there: {cause.Message}",
            unknown,
            accepted,
            cause);
    }

    /// <summary>What broke the oldest batch on its way, or null.</summary>
    private async Task<Exception?> FailureAsync()
    {
        try
        {
            await ArriveAsync();
            return null;
        }
        catch (Exception error)
        {
            return error;
        }
    }

    /// <summary>Whether the broker may have something of a batch that was sent behind one that failed.</summary>
    private async Task<bool> MayBeStoredAsync()
    {
        int before = accepted;
        Exception? error = await FailureAsync();
        bool some = accepted > before || error is OperationCanceledException or TaskNotSentException { OutcomeUnknown: true };

        // They are not among the first of the sequence.
        accepted = before;
        return some;
    }
}
