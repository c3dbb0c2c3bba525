using System.Diagnostics;
using System.Runtime.ExceptionServices;
using TypedTasks.Brokers;
using TypedTasks.Telemetry;

namespace TypedTasks.Client;

/// <summary>Envelopes on their way to the broker together: at most 1,000, and no more once they hold 1 MB.</summary>
internal sealed class EnvelopeBatch(BrokerTaskClient client)
{
    public const int MaxItems = 1000;
    public const int MaxBytes = 1024 * 1024;

    private readonly List<(TaskId Id, SendPlan Plan, string Task, int Size)> entries = [];
    private readonly List<Task> filters = [];
    private PooledBuffer buffer = NewBuffer();

    // Used again with each batch: of a thousand items it is too large to be made anew.
    private EnqueueItem[] items = [];
    private TaskCompletionSource sent = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // The longest of its calls' waits holds for the whole batch, and then every one of them is remembered; plain where none waits.
    private SendTerms sending = SendTerms.Plain;

    public int Count => entries.Count;

    /// <summary>
    /// Whether another may be sent before it has arrived: all of it goes to the tail of one lane at once, and nothing of it waits, is remembered or is
    /// limited, so that the broker stores the two one behind the other.
    /// </summary>
    public bool MayOverlap { get; private set; } = true;

    public bool IsFull => entries.Count >= MaxItems || buffer.Length >= MaxBytes;

    /// <summary>Runs the filters of one call up to their <c>next</c>, which ends when the batch is with the broker.</summary>
    /// <returns>The options that they left.</returns>
    public async ValueTask<CallOptions> FilterAsync(TaskCall call, TaskId id, CancellationToken cancellationToken)
    {
        var enqueue = new EnqueueContext(id, call.Task, call.Options, cancellationToken);
        filters.Add(await RunFiltersAsync(enqueue));
        return enqueue.Options;
    }

    /// <summary>Adds one call.</summary>
    public void Add(TaskCall call, TaskId id, CallOptions options, SendPlan plan, Activity? activity, DateTimeOffset now)
    {
        int size = client.Writer.Append(buffer, call, id, plan.Travel, TaskActivities.Inject(activity, options.Headers), now);
        MayOverlap &= plan.Sending == SendTerms.Plain && plan.Due.IsNow && (entries.Count == 0 || plan.Lane == entries[0].Plan.Lane);
        entries.Add((id, plan, call.Task.Name, size));
        if (plan.Sending.IsPatient)
        {
            sending = new SendTerms(
                Longer(sending.WaitForBroker, plan.Sending.WaitForBroker),
                Longer(sending.RememberFor, plan.Sending.RememberFor),
                Math.Max(sending.QueueLimit, plan.Sending.QueueLimit));
        }
    }

    /// <summary>How many of the last batch sent the broker has for certain, also where <see cref="SendAsync"/> failed.</summary>
    public int Accepted { get; private set; }

    /// <summary>Returns <see cref="Accepted"/> and sets it to zero, so that it is counted once.</summary>
    public int TakeAccepted()
    {
        int count = Accepted;
        Accepted = 0;
        return count;
    }

    /// <summary>Gives the batch to the broker and empties it.</summary>
    public async Task SendAsync(CancellationToken cancellationToken)
    {
        Accepted = 0;
        try
        {
            if (!sending.IsPatient)
            {
                await client.Broker.EnqueueAsync(Items(), cancellationToken);
            }
            else if (await client.SendPatientlyAsync(Items(), sending.WaitForBroker, cancellationToken))
            {
                // An attempt that failed may still read the old one.
                buffer = NewBuffer();
            }
        }
        catch (TaskNotSentException error)
        {
            Accepted = error.Accepted;
            throw;
        }

        Accepted = entries.Count;
        CountSent(client.Broker.System);
        if (filters.Count > 0)
        {
            sent.SetResult();
            await EndAsync(filters);
        }

        Clear();
    }

    /// <summary>Gives the memory back; only once every send succeeded.</summary>
    public void Return() => buffer.Return();

    /// <summary>Tells waiting filters that the batch will not be sent; what they make of it is not heard.</summary>
    public async Task AbandonAsync(Exception error)
    {
        if (filters.Count > 0)
        {
            sent.TrySetException(error);
            try
            {
                await EndAsync(filters);
            }
            catch (Exception)
            {
                // The caller throws what stopped the send.
            }
        }
    }

    // Neither here nor below Task.WhenAny or Task.WhenAll: they continue on the thread pool, out of the scheduler's reach.
    private async Task<Task> RunFiltersAsync(EnqueueContext enqueue)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task whole = sent.Task;
        Task running = client.Filters.InvokeAsync(enqueue, () =>
        {
            reached.TrySetResult();
            return whole;
        });
        _ = TellEndAsync(running, reached);
        await reached.Task;
        if (running.IsCompleted)
        {
            // One of them refused the call.
            await running;
        }

        return running;
    }

    private static async Task TellEndAsync(Task running, TaskCompletionSource ended)
    {
        try
        {
            await running;
        }
        catch (Exception)
        {
            // Whoever awaits the filters themselves hears of it.
        }

        ended.TrySetResult();
    }

    private static async Task EndAsync(List<Task> running)
    {
        ExceptionDispatchInfo? first = null;
        foreach (Task one in running)
        {
            try
            {
                await one;
            }
            catch (Exception error)
            {
                first ??= ExceptionDispatchInfo.Capture(error);
            }
        }

        first?.Throw();
    }

    private ReadOnlyMemory<EnqueueItem> Items()
    {
        if (items.Length < entries.Count)
        {
            items = new EnqueueItem[entries.Count];
        }

        int start = 0;
        for (int i = 0; i < entries.Count; i++)
        {
            (TaskId id, SendPlan plan, _, int size) = entries[i];
            EnqueueItem item = plan.Item(id, buffer.Slice(start, size));
            items[i] = sending.WaitForBroker > TimeSpan.Zero ? item with { RememberFor = sending.RememberFor } : item;
            start += size;
        }

        return items.AsMemory(0, entries.Count);
    }

    private static PooledBuffer NewBuffer() => new(16 * 1024);

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private void CountSent(string system)
    {
        if (!TaskMeters.CountsSent)
        {
            return;
        }

        foreach (IGrouping<(string Queue, string Task), (TaskId, SendPlan, string, int)> group in
                 entries.GroupBy(entry => (entry.Plan.Lane.Queue, entry.Task)))
        {
            TaskMeters.CountSent(system, group.Key.Queue, group.Key.Task, group.Count());
        }
    }

    private void Clear()
    {
        entries.Clear();
        MayOverlap = true;
        sending = SendTerms.Plain;
        buffer.Clear();
        if (filters.Count > 0)
        {
            filters.Clear();
            sent = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }
}
