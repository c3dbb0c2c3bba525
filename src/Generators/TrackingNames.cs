namespace TypedTasks.Generators;

/// <summary>The steps of the pipeline, by name, so that tests can ask whether one ran.</summary>
internal static class TrackingNames
{
    public const string Methods = nameof(Methods);
    public const string Tasks = nameof(Tasks);
    public const string Skipped = nameof(Skipped);
    public const string Assembly = nameof(Assembly);
    public const string Checks = nameof(Checks);
    public const string Payloads = nameof(Payloads);
    public const string TaskFiles = nameof(TaskFiles);
    public const string PayloadFiles = nameof(PayloadFiles);
    public const string Table = nameof(Table);
    public const string Registration = nameof(Registration);

    public static readonly string[] All = [Methods, Tasks, Skipped, Assembly, Checks, Payloads, TaskFiles, PayloadFiles, Table, Registration];
}
