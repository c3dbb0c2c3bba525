using TypedTasks.Bench.Jobs;

namespace TypedTasks.Bench.Worker.Systems;

/// <summary>What is measured, verb by verb.</summary>
internal interface IMeasured : IAsyncDisposable
{
    /// <summary>Runs a few tasks so that compiled code is measured.</summary>
    Task WarmAsync();

    /// <summary>Sends all tasks in bulk.</summary>
    Task<JobReport> ProduceAsync(Conversation conversation);

    /// <summary>Sends all tasks, each sender one at a time.</summary>
    Task<JobReport> SendAsync(Conversation conversation);

    /// <summary>Sends all tasks at a rate, whether or not anybody keeps up.</summary>
    Task<JobReport> PaceAsync(Conversation conversation);

    /// <summary>Works until the expected number of tasks has run, or until told to stop.</summary>
    Task<JobReport> WorkAsync(Conversation conversation);
}
