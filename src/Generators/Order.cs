using TypedTasks.Generators.Model;
using TypedTasks.Roslyn;

namespace TypedTasks.Generators;

/// <summary>What needs all tasks at once: order, duplicates and file names.</summary>
internal static class Order
{
    public static TableEntry EntryOf(TaskModel task) => new(
        task.WireName,
        task.Aliases,
        task.Invoker,
        task.File,
        task.Host.Kind == HostKind.Class ? task.Host.Type : null,
        task.Host.Kind == HostKind.Class ? task.Host.Services : EquatableArray<ServiceModel>.Empty,
        task.Host is { Kind: HostKind.Class, Retired: true },
        task.Host.Type.Replace("global::", string.Empty) + "." + task.Method);

    public static EquatableArray<TableEntry> Entries(IEnumerable<TableEntry> all) => all
        .OrderBy(static one => one.WireName, StringComparer.Ordinal)
        .ThenBy(static one => one.File, StringComparer.Ordinal)
        .ToEquatableArray();

    public static EquatableArray<SkippedModel> Skipped(IEnumerable<SkippedModel> all) => all
        .OrderBy(static one => one.Method, StringComparer.Ordinal)
        .ThenBy(static one => one.Reason, StringComparer.Ordinal)
        .ToEquatableArray();

    /// <summary>Tasks share most of their payload types: each serializer is written once.</summary>
    public static IEnumerable<PayloadFile> Payloads(IEnumerable<PayloadModel> all) => all
        .GroupBy(static one => one.Name, StringComparer.Ordinal)
        .Select(static one => one.First())
        .OrderBy(static one => one.Name, StringComparer.Ordinal)
        .GroupBy(static one => one.Name, StringComparer.OrdinalIgnoreCase)
        .SelectMany(static same => same.Select((one, i) => new PayloadFile(one, i == 0 ? FileOf(one.Name) : FileOf(one.Name + "-" + Hash(one.Name)))));

    public static CrossChecks Check(EquatableArray<TableEntry> entries) => new(
        WireNameRules.Twice(entries.Select(static one => one.WireName)).ToEquatableArray(),
        WireNameRules.TakenAliases(entries.Select(static one => one.WireName), entries.SelectMany(static one => one.Aliases)).ToEquatableArray(),
        entries.Select(static one => one.File)
            .GroupBy(static one => one, StringComparer.OrdinalIgnoreCase)
            .Where(static one => one.Skip(1).Any())
            .SelectMany(static one => one)
            .OrderBy(static one => one, StringComparer.Ordinal)
            .ToEquatableArray());

    public static EquatableArray<TableEntry> Accepted(EquatableArray<TableEntry> entries, CrossChecks checks) =>
        entries.Where(one => checks.Refusal(one.WireName, one.Aliases) is null).ToEquatableArray();

    public static EquatableArray<SkippedModel> Refused(EquatableArray<TableEntry> entries, EquatableArray<SkippedModel> skipped, CrossChecks checks) => Skipped(
        skipped.Concat(
            from one in entries
            let reason = checks.Refusal(one.WireName, one.Aliases)
            where reason is not null
            select new SkippedModel(one.Method, reason)));

    /// <summary>The compiler takes two file names that differ only in case for the same.</summary>
    public static string FileOf(string task, CrossChecks checks) =>
        checks.AmbiguousFiles.Contains(task) ? $"{task}-{Hash(task)}.g.cs" : $"{task}.g.cs";

    /// <summary>A hyphen is in no name of a type, so that no task's file is called so.</summary>
    private static string FileOf(string payload) => $"Payload-{payload}.g.cs";

    private static string Hash(string text) => Parsing.Names.Hash(text);
}
