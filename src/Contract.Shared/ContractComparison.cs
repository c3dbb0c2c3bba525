namespace TypedTasks.Contract;

/// <summary>What changed from a contract to a build, and whom it hurts.</summary>
internal sealed class ContractComparison(WireContract old, WireContract now)
{
    private readonly WireCompatibility forth = new(old, now, trustsNames: true);
    private readonly WireCompatibility back = new(now, old, trustsNames: true);

    /// <summary>All changes: of tasks by name, then of shapes.</summary>
    public static IReadOnlyList<ContractChange> All(WireContract old, WireContract now)
    {
        var comparison = new ContractComparison(old, now);
        return
        [
            .. now.Tasks.Values.SelectMany(comparison.OfTask),
            .. comparison.OfRemoved(),
            .. now.Shapes.Values.SelectMany(comparison.OfShape),
        ];
    }

    /// <summary>The task of the contract that this one continues, under its own name or as the target of an alias; or null.</summary>
    public TaskEntry? PredecessorOf(TaskEntry task) => old.Tasks.TryGetValue(task.Name, out TaskEntry? same)
        ? same
        : task.Aliases.Select(alias => old.Tasks.TryGetValue(alias, out TaskEntry? entry) ? entry : null).FirstOrDefault(static one => one is not null);

    /// <summary>What is new about a task of the build.</summary>
    public IReadOnlyList<ContractChange> OfTask(TaskEntry task)
    {
        if (PredecessorOf(task) is { } before)
        {
            ContractChange[] changes = [.. TaskComparison.Of(before, task, forth, back)];
            if (changes.Length == 0 && ContractText.Of(before) == ContractText.Of(task))
            {
                return now.Reach(task.Shapes()).FirstOrDefault(one => old.Shape(one.Name) is null) is { } shape
                    ? [new(ContractChangeKind.OutOfDate, task.Name, null, $"'{task.Name}' carries '{shape.Name}', which has no entry in {WireContract.FileName}; add it")]
                    : [];
            }

            return changes.Length > 0
                ? changes
                : [new(ContractChangeKind.OutOfDate, task.Name, null, $"'{task.Name}' changed in a way that no message minds; write its entry in {WireContract.FileName} again")];
        }

        if (RenamedFrom(task) is { } gone)
        {
            return [new(ContractChangeKind.Renamed, task.Name, gone.Name, $"'{gone.Name}' seems to be called '{task.Name}' now, so that its waiting messages find nobody; add [TaskAlias(\"{gone.Name}\")], or declare the one and retire the other in {WireContract.FileName}")];
        }

        return old.IsRetired(task.Name)
            ? [new(ContractChangeKind.Undeclared, task.Name, null, $"'{task.Name}' is retired in {WireContract.FileName}, so that older messages of that name would meet another task; choose another name, or declare it again")]
            : [new(ContractChangeKind.Undeclared, task.Name, null, $"'{task.Name}' is not declared in {WireContract.FileName}; add it")];
    }

    /// <summary>The names of the contract on which nothing runs any more.</summary>
    public IEnumerable<ContractChange> OfRemoved()
    {
        HashSet<string> renamed = [.. now.Tasks.Values.Where(one => PredecessorOf(one) is null).Select(one => RenamedFrom(one)?.Name).OfType<string>()];
        foreach (TaskEntry task in old.Tasks.Values)
        {
            foreach (string name in task.Aliases.Prepend(task.Name))
            {
                if (now.TaskOf(name) is null && !now.IsRetired(name) && !renamed.Contains(name))
                {
                    string what = name == task.Name ? $"'{name}' is gone" : $"The alias '{name}' of '{task.Name}' is gone";
                    yield return new(ContractChangeKind.Removed, task.Name, name == task.Name ? null : name, $"{what}, so that messages of that name find nobody; restore it, give a task [TaskAlias(\"{name}\")], or retire it in {WireContract.FileName}");
                }
            }
        }
    }

    /// <summary>What is new about a shape of the build.</summary>
    public IReadOnlyList<ContractChange> OfShape(ShapeEntry shape)
    {
        if (old.Shape(shape.Name) is not { } before || ContractText.Of(before) == ContractText.Of(shape))
        {
            return []; // a new shape belongs to the entry of the task that reaches it
        }

        ContractChange[] changes = [.. ShapeComparison.Of(before, shape, forth)];
        return changes.Length > 0
            ? changes
            : [new(ContractChangeKind.OutOfDate, shape.Name, null, $"'{shape.Name}' changed in a way that no message minds; write its entry in {WireContract.FileName} again")];
    }

    /// <summary>The one task that is gone and has the same signature, where no other new task has it.</summary>
    private TaskEntry? RenamedFrom(TaskEntry task)
    {
        if (old.IsRetired(task.Name))
        {
            return null;
        }

        string signature = task.Signature();
        TaskEntry[] gone = [.. old.Tasks.Values.Where(one => now.TaskOf(one.Name) is null && !now.IsRetired(one.Name) && one.Signature() == signature)];
        if (gone.Length > 1)
        {
            // The method kept its name and moved, or the type kept its name.
            gone = [.. gone.Where(one => LastPart(one.Name) == LastPart(task.Name))];
        }

        return gone.Length == 1
            && now.Tasks.Values.Where(one => PredecessorOf(one) is null && one.Signature() == signature).ToArray() is var added
            && (added.Length == 1 || added.Count(one => LastPart(one.Name) == LastPart(gone[0].Name)) == 1 && LastPart(task.Name) == LastPart(gone[0].Name))
                ? gone[0]
                : null;
    }

    private static string LastPart(string name) => name.Substring(name.LastIndexOf('.') + 1);
}
