using TypedTasks.Brokers;

namespace TypedTasks.Client;

/// <summary>
/// One send that waits: through an outage of the broker, sending again what the broker remembers if it has it already, and for room
/// in a full queue, each for its time. What was accepted is never sent again.
/// </summary>
/// <param name="client">Whose broker, options and clock.</param>
/// <param name="items">What is sent; with <see cref="EnqueueItem.RememberFor"/> where it waits for the broker.</param>
/// <param name="waitForBroker">How long it waits through one outage; zero for not at all.</param>
internal sealed class PatientSend(BrokerTaskClient client, ReadOnlyMemory<EnqueueItem> items, TimeSpan waitForBroker)
{
    private int accepted;

    // An attempt ended in an unknown outcome, so that the broker may have what is not accepted for certain.
    private bool unknown;
    private Patience? outage;
    private Patience? crowd;

    /// <summary>Whether an attempt failed, so that the broker's driver may still hold the items' memory.</summary>
    public bool HasFailed { get; private set; }

    /// <exception cref="TaskNotSentException">The broker was away for too long, a queue was full, or it was cancelled while it waited.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled, and the broker has none of it.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            TaskNotSentException error;
            try
            {
                await client.Broker.EnqueueAsync(items[accepted..], cancellationToken);
                return;
            }
            catch (QueueFullException full)
            {
                error = Crowded(full);
            }
            catch (BrokerUnavailableException away)
            {
                error = Away(new TaskNotSentException(away.Message, outcomeUnknown: false, accepted: 0, away) { IsRefusal = away.IsRefusal }, cancellationToken);
            }
            catch (TaskNotSentException failed)
            {
                error = Away(failed, cancellationToken);
            }

            await PauseAsync(error, cancellationToken);
        }
    }

    private QueueFullException Crowded(QueueFullException full)
    {
        Advance(full);
        outage = null;
        QueueOptions? options = client.Options.Queues.TryGetValue(full.Queue, out QueueOptions? found) ? found : null;
        if (options is not { WhenFull: WhenFull.Wait })
        {
            throw new QueueFullException(full.Queue, full.Limit, accepted);
        }

        crowd ??= Patience.ForRoom(client.Scheduler, options.WaitForRoom);
        return crowd.IsOver ? throw new QueueFullException(full.Queue, full.Limit, accepted, options.WaitForRoom) : full;
    }

    private TaskNotSentException Away(TaskNotSentException failed, CancellationToken cancellationToken)
    {
        HasFailed = true;
        Advance(failed);
        unknown |= failed.OutcomeUnknown;
        if (failed.IsRefusal || waitForBroker == TimeSpan.Zero || cancellationToken.IsCancellationRequested)
        {
            throw Failure(failed.Message, failed);
        }

        outage ??= Patience.ForBroker(client.Scheduler, waitForBroker);
        return outage.IsOver
            ? throw Failure(FormattableString.Invariant($"The broker was away for {waitForBroker.TotalSeconds:0.#} s, as long as WaitForBroker allows. {failed.Message}"), failed)
            : failed;
    }

    private void Advance(TaskNotSentException failed)
    {
        if (failed.Accepted > 0)
        {
            accepted += failed.Accepted;
            outage = crowd = null;
        }
    }

    private async Task PauseAsync(TaskNotSentException last, CancellationToken cancellationToken)
    {
        try
        {
            await (last is QueueFullException ? crowd : outage)!.PauseAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (accepted > 0 || unknown)
        {
            throw Failure($"It was cancelled while it waited. {last.Message}", last);
        }
    }

    private TaskNotSentException Failure(string message, TaskNotSentException last) =>
        new(message, unknown, accepted, last) { IsRefusal = last.IsRefusal };
}
