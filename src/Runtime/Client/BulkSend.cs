using System.Diagnostics;
using TypedTasks.Telemetry;

namespace TypedTasks.Client;

/// <summary>
/// One DelayMany: walks the sequence once, in order, never further ahead than one batch, and writes the next batch while the
/// last one is on its way.
/// </summary>
internal sealed class BulkSend<TResult>(BrokerTaskClient client, CancellationToken cancellationToken)
{
    private readonly List<TaskId> ids = [];

    // What the handles are made of: neighbours that are alike share an entry, which tells where they begin.
    private readonly List<(int First, TaskDefinition<TResult> Task, OutcomeTerms Terms)> made = [];
    private EnvelopeBatch filling = new(client);
    private EnvelopeBatch sending = new(client);
    private Task underway = Task.CompletedTask;
    private Activity? activity;
    private int accepted;

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
            await ArriveAsync();
            filling.Return();
            sending.Return();
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
        await ArriveAsync();
        cancellationToken.ThrowIfCancellationRequested();
        if (filling.Count > 0)
        {
            (filling, sending) = (sending, filling);
            underway = sending.SendAsync(cancellationToken);
        }
    }

    private async ValueTask ArriveAsync()
    {
        Task batch = underway;
        underway = Task.CompletedTask;
        try
        {
            await batch;
        }
        catch (OperationCanceledException)
        {
            cutOff = sending.Accepted == 0;
            throw;
        }
        finally
        {
            accepted += sending.TakeAccepted();
        }
    }

    /// <summary>Finds out what the broker has for certain, and says so.</summary>
    private async Task StopAsync(Exception error)
    {
        Exception cause = await LastBatchAsync() ?? error;
        await filling.AbandonAsync(cause);
        await sending.AbandonAsync(cause);

        bool unknown = cause is TaskNotSentException { OutcomeUnknown: true } || (cause is OperationCanceledException && cutOff);
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

    /// <summary>What broke the batch that was on its way, or null.</summary>
    private async Task<Exception?> LastBatchAsync()
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
}
