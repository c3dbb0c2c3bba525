using System.Text.Json;

namespace TypedTasks.Package.Tests;

/// <summary>What the compiler reported of a project, of every severity, as it wrote it for machines (SARIF).</summary>
internal sealed class BuildLog
{
    private readonly List<(string Id, string Level, string Place, bool Suppressed)> results = [];

    private BuildLog(string projectFolder)
    {
        using JsonDocument log = JsonDocument.Parse(File.ReadAllText(Path.Combine(projectFolder, "build.sarif")));
        foreach (JsonElement result in log.RootElement.GetProperty("runs")[0].GetProperty("results").EnumerateArray())
        {
            string level = result.TryGetProperty("level", out JsonElement value) ? value.GetString()! : "warning";
            bool suppressed = result.TryGetProperty("suppressions", out JsonElement suppressions) && suppressions.GetArrayLength() > 0;
            results.Add((result.GetProperty("ruleId").GetString()!, level, PlaceOf(result, projectFolder), suppressed));
        }
    }

    /// <summary>What our rules say: <c>CallSite.cs(15): TT3001</c>.</summary>
    public IReadOnlyList<string> Ours =>
        [.. results.Where(one => one.Id.StartsWith("TT", StringComparison.Ordinal) && !one.Suppressed).Select(one => $"{one.Place}: {one.Id}").Order(StringComparer.Ordinal)];

    /// <summary>Errors of anybody else: of the compiler, or of an analyzer that threw (AD0001, a warning by its level).</summary>
    public IReadOnlyList<string> Foreign =>
        [.. results.Where(one => !one.Id.StartsWith("TT", StringComparison.Ordinal) && (one.Level == "error" || one.Id is "AD0001" or "CS8785")).Select(one => $"{one.Place}: {one.Id}")];

    /// <summary>Where a rule of others spoke, and where it was told not to.</summary>
    public IReadOnlyList<string> PlacesOf(string id, bool suppressed) =>
        [.. results.Where(one => one.Id == id && one.Suppressed == suppressed).Select(one => one.Place).Distinct().Order(StringComparer.Ordinal)];

    public static BuildLog Of(string projectFolder) => new(projectFolder);

    private static string PlaceOf(JsonElement result, string projectFolder)
    {
        if (!result.TryGetProperty("locations", out JsonElement locations) || locations.GetArrayLength() == 0)
        {
            return "(nowhere)";
        }

        JsonElement physical = locations[0].GetProperty("physicalLocation");
        var file = new Uri(physical.GetProperty("artifactLocation").GetProperty("uri").GetString()!);
        int line = physical.GetProperty("region").GetProperty("startLine").GetInt32();
        return $"{Path.GetRelativePath(projectFolder, file.LocalPath).Replace('\\', '/')}({line})";
    }
}
