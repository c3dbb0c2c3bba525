namespace TypedTasks.Generators.Model;

/// <summary>A method with <c>[Task]</c>: a task with the payload types it leads to, or one that is skipped.</summary>
internal sealed record ParsedTask(TaskModel? Task, EquatableArray<PayloadModel> Payloads, SkippedModel? Skipped);

/// <summary>A method that is no task, and why.</summary>
internal sealed record SkippedModel(string Method, string Reason);

/// <summary>What the table needs of a task: a change of anything else leaves the table as it is.</summary>
internal sealed record TableEntry(string WireName, string Invoker, string File, string? HostType, EquatableArray<ServiceModel> HostServices, bool HostRetired, string Method);

/// <summary>What is seen only when all tasks are looked at together.</summary>
/// <param name="DuplicateNames">Wire names of more than one task: all of them are skipped.</param>
/// <param name="AmbiguousFiles">File names that differ only in upper and lower case.</param>
internal sealed record CrossChecks(EquatableArray<string> DuplicateNames, EquatableArray<string> AmbiguousFiles);

/// <summary>A serializer and the file that it goes to.</summary>
internal sealed record PayloadFile(PayloadModel Payload, string File);
