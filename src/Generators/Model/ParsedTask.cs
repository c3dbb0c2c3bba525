namespace TypedTasks.Generators.Model;

/// <summary>A method with <c>[Task]</c>: a task with the payload types it leads to, or one that is skipped.</summary>
internal sealed record ParsedTask(TaskModel? Task, EquatableArray<PayloadModel> Payloads, SkippedModel? Skipped);

/// <summary>A method that is no task, and why.</summary>
internal sealed record SkippedModel(string Method, string Reason);

/// <summary>What the table needs of a task: a change of anything else leaves the table as it is.</summary>
internal sealed record TableEntry(string WireName, EquatableArray<string> Aliases, string Invoker, string File, string? HostType, EquatableArray<ServiceModel> HostServices, bool HostRetired, string Method);

/// <summary>What is seen only when all tasks are looked at together.</summary>
/// <param name="DuplicateNames">Wire names of more than one task: all of them are skipped.</param>
/// <param name="TakenAliases">Aliases that mean another task too: the tasks that claim them are skipped.</param>
/// <param name="AmbiguousFiles">File names that differ only in upper and lower case.</param>
internal sealed record CrossChecks(EquatableArray<string> DuplicateNames, EquatableArray<string> TakenAliases, EquatableArray<string> AmbiguousFiles)
{
    /// <summary>Why a task of these names is skipped, or null.</summary>
    public string? Refusal(string wireName, EquatableArray<string> aliases) =>
        DuplicateNames.Contains(wireName) ? Roslyn.WireNameRules.Message(wireName)
        : aliases.FirstOrDefault(one => TakenAliases.Contains(one)) is { } alias ? Roslyn.TaskAliases.TakenMessage(alias)
        : null;
}

/// <summary>A serializer and the file that it goes to.</summary>
internal sealed record PayloadFile(PayloadModel Payload, string File);
