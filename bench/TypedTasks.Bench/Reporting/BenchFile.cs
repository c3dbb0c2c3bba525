using System.Text.Json;

namespace TypedTasks.Bench.Reporting;

/// <summary>artifacts/bench.json: an array of rows.</summary>
internal static class BenchFile
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static string Path { get; } = System.IO.Path.Combine("artifacts", "bench.json");

    public static void Save(IReadOnlyList<Measurement> rows)
    {
        Directory.CreateDirectory("artifacts");
        File.WriteAllText(Path, JsonSerializer.Serialize(rows, Indented));
    }
}
