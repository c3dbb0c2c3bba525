using System.Collections;

namespace TypedTasks;

/// <summary>The handles of a bulk send, in the order of the calls; each is made when asked for.</summary>
/// <typeparam name="TResult">What the method returns.</typeparam>
public sealed class TaskHandles<TResult> : IReadOnlyList<TaskHandle<TResult>>
{
    private readonly IReadOnlyList<TaskId> ids;
    private readonly Func<int, TaskHandle<TResult>> open;

    /// <summary>Called by clients.</summary>
    /// <param name="ids">The ids, in the order of the calls.</param>
    /// <param name="open">Makes the handle of the call at an index.</param>
    public TaskHandles(IReadOnlyList<TaskId> ids, Func<int, TaskHandle<TResult>> open) => (this.ids, this.open) = (ids, open);

    /// <summary>The ids, in the order of the calls.</summary>
    public IReadOnlyList<TaskId> Ids => ids;

    /// <inheritdoc/>
    public int Count => ids.Count;

    /// <inheritdoc/>
    public TaskHandle<TResult> this[int index] => (uint)index < (uint)ids.Count ? open(index) : throw new ArgumentOutOfRangeException(nameof(index));

    /// <inheritdoc/>
    public IEnumerator<TaskHandle<TResult>> GetEnumerator() => Enumerable.Range(0, ids.Count).Select(open).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
