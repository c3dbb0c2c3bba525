using System.Collections;

namespace TypedTasks;

/// <summary>The handles of a bulk send, in the order of the calls; each is made when asked for.</summary>
/// <typeparam name="TResult">What the method returns.</typeparam>
public sealed class TaskHandles<TResult> : IReadOnlyList<TaskHandle<TResult>>
{
    private readonly IReadOnlyList<TaskId> ids;
    private readonly Func<TaskId, TaskHandle<TResult>> open;

    /// <summary>Called by clients.</summary>
    public TaskHandles(IReadOnlyList<TaskId> ids, Func<TaskId, TaskHandle<TResult>> open) => (this.ids, this.open) = (ids, open);

    /// <inheritdoc/>
    public int Count => ids.Count;

    /// <inheritdoc/>
    public TaskHandle<TResult> this[int index] => open(ids[index]);

    /// <inheritdoc/>
    public IEnumerator<TaskHandle<TResult>> GetEnumerator() => ids.Select(open).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
