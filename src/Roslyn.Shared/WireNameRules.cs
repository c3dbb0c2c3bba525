namespace TypedTasks.Roslyn;

/// <summary>One name on the wire, one task: checked over all tasks of an assembly.</summary>
internal static class WireNameRules
{
    /// <summary>The names that more than one task claims, in order.</summary>
    public static IReadOnlyList<string> Twice(IEnumerable<string> names) => names
        .GroupBy(static one => one, StringComparer.Ordinal)
        .Where(static one => one.Skip(1).Any())
        .Select(static one => one.Key)
        .OrderBy(static one => one, StringComparer.Ordinal)
        .ToArray();

    public static string Message(string name) => $"More than one task is called '{name}' on the wire; give one of them another Name.";
}
