using System.Globalization;
using System.Text.Json;

namespace TypedTasks.Bench;

/// <summary>The table on the console and the file beside it.</summary>
internal static class Report
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static void Print(IReadOnlyList<Measurement> rows)
    {
        Console.WriteLine($"{"scenario",-10} {"system",-12} {"tasks/s",12} {"of floor",9} {"lost",6} {"redis us",9} {"redis B",8} {"alloc B",8}");
        foreach (Measurement row in rows)
        {
            double? floor = rows.FirstOrDefault(one => one.Scenario == row.Scenario && one.System == "floor")?.TasksPerSecond;
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{row.Scenario,-10} {row.System,-12} {row.TasksPerSecond,12:N0} {row.TasksPerSecond / floor,9:0.00} {row.Lost,6} {row.RedisMicrosecondsPerTask,9:0.00} {row.BytesPerTask,8:0} {row.AllocatedPerTask,8:0}"));
        }
    }

    public static void Save(IReadOnlyList<Measurement> rows, string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, JsonSerializer.Serialize(rows, Indented));
        Console.WriteLine($"written to {path}");
    }
}
