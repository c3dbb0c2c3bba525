using TypedTasks.Worker;

namespace TypedTasks.Hosting;

/// <summary>One <c>AddWorker</c>.</summary>
/// <param name="Configure">Sets the worker's options; null leaves the defaults.</param>
internal sealed record WorkerRegistration(Action<WorkerOptions>? Configure)
{
    public WorkerOptions Options()
    {
        var options = new WorkerOptions();
        Configure?.Invoke(options);
        return options;
    }
}
