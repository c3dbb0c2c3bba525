using Microsoft.Extensions.Logging;
using TypedTasks;

namespace Shop;

public sealed record Report(int Rows);

#region control
public static partial class Reports
{
    [Task(Retries = 2, Timeout = "30s", DoNotRetryOn = [typeof(FormatException)])]
    public static async Task<Report> Build(string source, TaskContext context, CancellationToken ct = default)
    {
        if (source.Length == 0)
        {
            throw context.Stop("a report needs a source");        // no retry: to the dead letters, with these words
        }

        if (source == "not there yet" && context.Attempt == 1)
        {
            throw context.Snooze(TimeSpan.FromMinutes(10));       // again later; this attempt counts as none
        }

        await Task.Delay(1, ct);                                  // cancelled by the timeout, by a stop, by a lost lease
        return new Report(Rows: source.Length);
    }
}
#endregion

#region filter
public sealed class Tenant(ILogger<Tenant> log) : IEnqueueFilter, ITaskFilter
{
    public static AsyncLocal<string?> Current { get; } = new();

    // Around each Delay: what the worker is to know of its sender goes into a header.
    public Task InvokeAsync(EnqueueContext enqueue, Func<Task> next)
    {
        enqueue.Options = enqueue.Options.WithHeader("tenant", Current.Value ?? "none");
        return next();
    }

    // Around each attempt.
    public async Task InvokeAsync(TaskContext context, Func<Task> next)
    {
        Current.Value = context.Headers.GetValueOrDefault("tenant");
        log.LogInformation("{Task} for {Tenant}, attempt {Attempt}", context.Name, Current.Value, context.Attempt);
        await next();
    }
}
#endregion
