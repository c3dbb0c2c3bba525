using StackExchange.Redis;
using TypedTasks.Redis.Checking;

namespace TypedTasks.Redis.Tests;

/// <summary>The library's own check, on a namespace of a test.</summary>
internal static class Fsck
{
    /// <summary>Runs it.</summary>
    /// <returns>What is wrong, one sentence each.</returns>
    public static async Task<IReadOnlyList<string>> RunAsync(TestNamespace ns, IReadOnlyCollection<TaskId>? expected = null)
    {
        FsckReport report = await ReportAsync(ns, new FsckOptions { Expected = expected ?? [] });
        return [.. report.Findings.Select(static finding => finding.ToString())];
    }

    /// <summary>Where each task is: its id, and the key that holds it.</summary>
    public static async Task<ILookup<TaskId, string>> PlacesAsync(TestNamespace ns)
    {
        var places = new List<(TaskId Id, string Place)>();
        await ReportAsync(ns, new FsckOptions { OnTask = task => places.Add((task.Id, Name(task))) });
        return places.ToLookup(static place => place.Id, static place => place.Place);
    }

    public static Task<FsckReport> ReportAsync(TestNamespace ns, FsckOptions? check = null) =>
        RedisFsck.RunAsync(ConfigurationOptions.Parse(ns.Server.ConnectionString), ns.Options, check);

    private static string Name(FsckTask task) => task.Place switch
    {
        FsckPlace.Ready => $"q:{task.Lane}",
        FsckPlace.Taken => $"l:{task.Lease}",
        FsckPlace.Scheduled => "scheduled",
        _ => "buried",
    };
}
