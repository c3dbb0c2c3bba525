using Microsoft.Extensions.Configuration;
using TypedTasks.Worker;

namespace TypedTasks.Hosting;

/// <summary>One <c>AddWorker</c>.</summary>
/// <param name="Configure">Sets the worker's options; null leaves them as they are.</param>
internal sealed record WorkerRegistration(Action<WorkerOptions>? Configure)
{
    /// <summary>The defaults, what configuration says of every worker, and what this one's code sets.</summary>
    /// <exception cref="TaskSetupException">A value of the configuration cannot be read, or an option is unknown.</exception>
    public WorkerOptions Options(IConfiguration? configuration)
    {
        var options = new WorkerOptions();
        WorkerConfiguration.Apply(configuration, options);
        Configure?.Invoke(options);
        return options;
    }
}
