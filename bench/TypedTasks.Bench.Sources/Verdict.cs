namespace TypedTasks.Bench.Sources;

/// <summary>One diagnostic, and the line that it is about.</summary>
internal sealed record Finding(string Id, string Place, string Message, string Line);

/// <summary>What the rules said of a project, and whether they lived.</summary>
internal sealed record Verdict(IReadOnlyList<Finding> Findings, IReadOnlyList<string> Faults, TimeSpan Time)
{
    public string Summary => Findings.Count == 0
        ? "-"
        : string.Join(' ', Findings.CountBy(one => one.Id).OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => $"{one.Key}:{one.Value}"));
}
