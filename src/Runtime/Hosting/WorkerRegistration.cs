namespace TypedTasks.Hosting;

/// <summary>One <c>AddWorker</c>.</summary>
internal sealed record WorkerRegistration;
