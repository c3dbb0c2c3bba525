using System.Globalization;

namespace TypedTasks.Contract;

/// <summary>What changed in one task: arguments are read by place, so that a place must keep its meaning.</summary>
internal static class TaskComparison
{
    public static IEnumerable<ContractChange> Of(TaskEntry old, TaskEntry now, WireCompatibility forth, WireCompatibility back)
    {
        foreach (ContractChange change in Parameters(old, now, forth))
        {
            yield return change;
        }

        if (now.Version < old.Version)
        {
            yield return Say(ContractChangeKind.VersionLowered, null, $"'{now.Name}' was of version {Number(old.Version)} and is of version {Number(now.Version)}, so that messages of the higher version wait and are buried; set Version = {Number(old.Version)} or more");
        }

        if (Result(old.Result, now.Result, forth, back) is { } narrowed)
        {
            yield return Say(ContractChangeKind.ResultNarrowed, null, $"The result of '{now.Name}' changed: {narrowed}; return what the contract says, or give the task a new name");
        }

        ContractChange Say(ContractChangeKind kind, string? member, string message) => new(kind, now.Name, member, message);
    }

    private static IEnumerable<ContractChange> Parameters(TaskEntry old, TaskEntry now, WireCompatibility forth)
    {
        int[] places = Match(old.Parameters, now.Parameters);
        int[] removed = [.. Enumerable.Range(0, places.Length).Where(i => places[i] < 0)];
        int[] added = [.. Enumerable.Range(0, now.Parameters.Count).Where(i => !places.Contains(i))];
        int[] kept = [.. places.Where(static one => one >= 0)];

        foreach (int i in removed)
        {
            string effect = i == old.Parameters.Count - 1 && kept.Length == i
                ? "so that messages lose it in silence"
                : "so that messages are read with every later argument at the wrong place";
            yield return Say(ContractChangeKind.ParameterRemoved, null, $"'{now.Name}' does not take '{old.Parameters[i].Name}' any more, {effect}; keep the parameter, or give the task a new name and leave the old one for its messages");
        }

        if (!kept.SequenceEqual(kept.OrderBy(static one => one)))
        {
            int i = Enumerable.Range(0, places.Length).First(one => places[one] >= 0 && places[one] != one);
            yield return Say(ContractChangeKind.ParameterReordered, now.Parameters[places[i]].Name, $"'{old.Parameters[i].Name}' of '{now.Name}' was argument {Number(i)} and is argument {Number(places[i])}, but arguments are read by place; restore the order");
        }
        else if (added.FirstOrDefault(one => kept.Any(place => place > one)) is var early && added.Contains(early) && kept.Any(place => place > early))
        {
            yield return Say(ContractChangeKind.ParameterReordered, now.Parameters[early].Name, $"'{now.Parameters[early].Name}' of '{now.Name}' moves the arguments behind it, but arguments are read by place; put it last");
        }

        for (int i = 0; i < places.Length; i++)
        {
            if (places[i] >= 0 && forth.Problem(old.Parameters[i].Value.Type, now.Parameters[places[i]].Value.Type) is { } problem)
            {
                ParameterEntry parameter = now.Parameters[places[i]];
                yield return Say(ContractChangeKind.ParameterRetyped, parameter.Name, $"'{parameter.Name}' of '{now.Name}' was {old.Parameters[i].Value.Type.Text} and is {parameter.Value.Type.Text}: {problem}; keep the type, or give the task a new name");
            }
            else if (places[i] >= 0 && old.Version > 1 && old.Parameters[i].Default is not null && now.Parameters[places[i]].Default is null)
            {
                yield return Required(now.Parameters[places[i]], "lost its default value");
            }
        }

        int[] last = [.. added.Where(one => kept.All(place => place < one))];
        foreach (int i in last.Where(i => now.Parameters[i].Default is null))
        {
            yield return Required(now.Parameters[i], "has no default value");
        }

        if (now.Version <= old.Version && last.FirstOrDefault(i => now.Parameters[i].Default is not null) is var late && last.Contains(late) && now.Parameters[late].Default is not null)
        {
            yield return Say(ContractChangeKind.VersionKept, now.Parameters[late].Name, $"'{now.Parameters[late].Name}' of '{now.Name}' is new, and an older worker would run its messages without it; set Version = {Number(old.Version + 1)}, so that they wait for a new one");
        }

        ContractChange Required(ParameterEntry parameter, string why) => Say(
            ContractChangeKind.ParameterRequired, parameter.Name, $"'{parameter.Name}' of '{now.Name}' {why}, so that older messages without it cannot be read; give it one");

        ContractChange Say(ContractChangeKind kind, string? member, string message) => new(kind, now.Name, member, message);
    }

    /// <summary>Where each old parameter is now, or -1: by its name, else by its place where both names there are without partner.</summary>
    private static int[] Match(IReadOnlyList<ParameterEntry> old, IReadOnlyList<ParameterEntry> now)
    {
        string[] names = [.. now.Select(static one => one.Name)];
        int[] places = [.. old.Select(one => Array.IndexOf(names, one.Name))];
        for (int i = 0; i < places.Length && i < names.Length; i++)
        {
            if (places[i] < 0 && old.All(one => one.Name != names[i]) && Fits(i))
            {
                places[i] = i;
            }
        }

        return places;

        // A removed parameter in front of one of the same type would otherwise look like a renamed one: then the rest moved.
        bool Fits(int place) => old.Count == now.Count || Enumerable.Range(place + 1, Math.Max(0, Math.Min(old.Count, now.Count) - place - 1)).All(one => places[one] < 0 || places[one] == one);
    }

    /// <summary>Old callers read new results, and new callers results that old workers left.</summary>
    private static string? Result(ValueEntry? old, ValueEntry? now, WireCompatibility forth, WireCompatibility back) => (old, now) switch
    {
        (null, _) => null,
        (_, null) => "it returns nothing any more, and callers wait for a value",
        var (one, other) when one.Type.Equals(other.Type) => null,
        var (one, other) when other.Type.IsNullable && !one.Type.IsNullable => "callers who were promised a value get null",
        var (one, other) when back.Problem(other.Type, one.Type) is { } problem => $"older callers cannot read it, {problem}",
        var (one, other) when forth.Problem(one.Type, other.Type) is { } problem => $"kept results cannot be read, {problem}",
        _ => null,
    };

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
