namespace TypedTasks.Client;

/// <summary>The filters around Delay, the first registered outermost.</summary>
internal sealed class EnqueueFilterChain(IEnumerable<IEnqueueFilter> filters)
{
    private readonly IEnqueueFilter[] filters = [.. filters];

    public bool IsEmpty => filters.Length == 0;

    /// <summary>Runs the filters, then <paramref name="send"/> with the options they left.</summary>
    /// <exception cref="TaskClientException">A filter returned without calling the rest.</exception>
    public async Task InvokeAsync(EnqueueContext enqueue, Func<Task> send)
    {
        bool reached = false;
        await InvokeFrom(0, enqueue, () =>
        {
            reached = true;
            return send();
        });
        if (!reached)
        {
            throw new TaskClientException(
                $"An enqueue filter returned without calling next, so '{enqueue.Task.Name}' was not sent. A filter that refuses a send throws.");
        }
    }

    private Task InvokeFrom(int index, EnqueueContext enqueue, Func<Task> send) => index == filters.Length
        ? send()
        : filters[index].InvokeAsync(enqueue, () => InvokeFrom(index + 1, enqueue, send));
}
