using System.Diagnostics;
using System.Runtime.CompilerServices;
using TypedTasks.Brokers;
using TypedTasks.Dispatch;
using TypedTasks.Envelopes.Sealing;
using TypedTasks.Telemetry;

namespace TypedTasks.Client;

/// <summary>Where Delay lands: resolves a call, writes its envelope, and gives it to a broker.</summary>
public sealed class BrokerTaskClient : ITaskClient
{
    private readonly EnqueueFilterChain filters;
    private readonly DispatchTable table;
    private readonly OutcomeWaiter waiter;

    /// <summary>Made by the host; by hand where there is none.</summary>
    /// <param name="broker">Where tasks go.</param>
    /// <param name="options">Limits and overrides; null for the defaults. Read once.</param>
    /// <param name="table">The tasks whose results <see cref="Handle{TResult}(TaskId)"/> can read; null for none.</param>
    /// <param name="filters">The middleware around Delay, the outermost first; null for none.</param>
    /// <param name="scheduler">Clock and randomness; null for the real ones.</param>
    /// <param name="seal">Seals what is sent and opens outcomes; null where there are no keys.</param>
    public BrokerTaskClient(
        IBroker broker,
        TypedTasksOptions? options = null,
        DispatchTable? table = null,
        IEnumerable<IEnqueueFilter>? filters = null,
        RuntimeScheduler? scheduler = null,
        IEnvelopeSeal? seal = null)
    {
        ArgumentNullException.ThrowIfNull(broker);
        options ??= new TypedTasksOptions();
        Broker = broker;
        Options = options;
        Scheduler = scheduler ?? RuntimeScheduler.Default;
        Planner = new SendPlanner(options);
        Writer = new EnvelopeWriter(options.MaxEnvelopeBytes, seal);
        this.table = table ?? DispatchTable.Empty;
        this.filters = new EnqueueFilterChain(filters ?? []);
        waiter = new OutcomeWaiter(broker, Scheduler, options.DefaultKeepResult, seal);
    }

    internal IBroker Broker { get; }

    internal TypedTasksOptions Options { get; }

    internal RuntimeScheduler Scheduler { get; }

    internal SendPlanner Planner { get; }

    internal EnvelopeWriter Writer { get; }

    internal EnqueueFilterChain Filters => filters;

    /// <inheritdoc/>
    public async Task<TaskHandle<TResult>> Delay<TResult>(TaskCall<TResult> call, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(call);
        DateTimeOffset now = Scheduler.Time.GetUtcNow();
        TaskId id = call.Options.Id ?? Planner.NewId(call.Task, call.Options, now, Scheduler);
        OutcomeTerms terms;
        if (filters.IsEmpty)
        {
            terms = await SendAsync(call, id, call.Options, now, cancellationToken);
        }
        else
        {
            terms = OutcomeTerms.Unknown;
            var enqueue = new EnqueueContext(id, call.Task, call.Options, cancellationToken);
            await filters.InvokeAsync(enqueue, async () => terms = await SendAsync(call, id, enqueue.Options, Scheduler.Time.GetUtcNow(), cancellationToken));
        }

        return Open(call.Task, id, terms);
    }

    /// <inheritdoc/>
    public Task<TaskHandles<TResult>> DelayMany<TResult>(IEnumerable<TaskCall<TResult>> calls, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(calls);
        return new BulkSend<TResult>(this, cancellationToken).RunAsync(calls);
    }

    /// <inheritdoc/>
    public TaskHandle<TResult> Handle<TResult>(TaskId id)
    {
        TaskDefinition<TResult>? task = table.FindByResult<TResult>();
        if (task is null && typeof(TResult) != typeof(NoResult))
        {
            throw new TaskClientException(
                $"No registered task returns {typeof(TResult)}, so nothing can read it. Register the tasks of its assembly (Add...Tasks()), or make the handle with the task itself: XxxTask.Handle(id).");
        }

        return new BrokerTaskHandle<TResult>(id, task?.ResultReader, OutcomeTerms.Unknown, waiter);
    }

    /// <inheritdoc/>
    public TaskHandle<TResult> Handle<TResult>(TaskDefinition<TResult> task, TaskId id)
    {
        ArgumentNullException.ThrowIfNull(task);
        return Open(task, id, OutcomeTerms.Unknown);
    }

    /// <summary>Sends, waiting through an outage and for room.</summary>
    /// <returns>Whether an attempt failed, so that the broker's driver may still hold the items' memory.</returns>
    internal async Task<bool> SendPatientlyAsync(ReadOnlyMemory<EnqueueItem> items, TimeSpan waitForBroker, CancellationToken cancellationToken)
    {
        var send = new PatientSend(this, items, waitForBroker);
        await send.RunAsync(cancellationToken);
        return send.HasFailed;
    }

    internal TaskHandle<TResult> Open<TResult>(TaskDefinition<TResult> task, TaskId id, OutcomeTerms terms) =>
        new BrokerTaskHandle<TResult>(id, task.ResultReader, terms, waiter);

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<OutcomeTerms> SendAsync(TaskCall call, TaskId id, CallOptions options, DateTimeOffset now, CancellationToken cancellationToken)
    {
        SendPlan plan = Planner.Plan(call.Task, options, now);
        using Activity? activity = TaskActivities.StartPublish(Broker.System, plan.Lane.Queue, call.Task.Name, id);
        try
        {
            var buffer = new PooledBuffer(EnvelopeWriter.EstimateSize(call));
            Writer.Append(buffer, call, id, plan.Travel, TaskActivities.Inject(activity ?? Activity.Current, options.Headers), now);
            EnqueueItem[] items = [plan.Item(id, buffer.Slice(0, buffer.Length))];
            if (!plan.Sending.IsPatient)
            {
                await Broker.EnqueueAsync(items, cancellationToken);
                buffer.Return();
            }
            else if (!await SendPatientlyAsync(items, plan.Sending.WaitForBroker, cancellationToken))
            {
                buffer.Return();
            }
        }
        catch (BrokerUnavailableException error)
        {
            TaskActivities.Fail(activity, error);
            throw new TaskNotSentException($"'{call.Task.Name}' was not sent: {error.Message}", outcomeUnknown: false, accepted: 0, error);
        }
        catch (Exception error)
        {
            TaskActivities.Fail(activity, error);
            throw;
        }

        TaskMeters.CountSent(Broker.System, plan.Lane.Queue, call.Task.Name);
        return plan.Terms;
    }
}
