namespace TypedTasks.Roslyn;

/// <summary>One name or alias on the wire, one task: checked over all tasks of an assembly.</summary>
internal static class WireNameRules
{
    /// <summary>The names that more than one task claims, in order.</summary>
    public static IReadOnlyList<string> Twice(IEnumerable<string> names) => names
        .GroupBy(static one => one, StringComparer.Ordinal)
        .Where(static one => one.Skip(1).Any())
        .Select(static one => one.Key)
        .OrderBy(static one => one, StringComparer.Ordinal)
        .ToArray();

    /// <summary>The aliases that are also a task's name, or an alias of two tasks, in order.</summary>
    public static IReadOnlyList<string> TakenAliases(IEnumerable<string> names, IEnumerable<string> aliases)
    {
        var taken = new HashSet<string>(names, StringComparer.Ordinal);
        return aliases
            .GroupBy(static one => one, StringComparer.Ordinal)
            .Where(one => taken.Contains(one.Key) || one.Skip(1).Any())
            .Select(static one => one.Key)
            .OrderBy(static one => one, StringComparer.Ordinal)
            .ToArray();
    }

    public static string Message(string name) => $"More than one task is called '{name}' on the wire; give one of them another Name.";
}
