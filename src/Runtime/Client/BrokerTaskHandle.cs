namespace TypedTasks.Client;

/// <summary>A handle on a task of a broker.</summary>
/// <param name="id">The task.</param>
/// <param name="read">Reads the result; null where there is nothing to read (<see cref="NoResult"/>).</param>
/// <param name="terms">What is known of the outcome.</param>
/// <param name="waiter">Who waits for it.</param>
internal sealed class BrokerTaskHandle<TResult>(
    TaskId id, Func<ReadOnlyMemory<byte>, TResult>? read, OutcomeTerms terms, OutcomeWaiter waiter)
    : TaskHandle<TResult>(id)
{
    public override Task<TaskState> GetStateAsync(CancellationToken cancellationToken = default) => waiter.GetStateAsync(Id, cancellationToken);

    public override async Task<TResult> GetAsync(CancellationToken cancellationToken = default)
    {
        ReadOnlyMemory<byte> value = await waiter.WaitAsync(Id, terms, cancellationToken);
        return read is null ? default! : read(value);
    }
}
