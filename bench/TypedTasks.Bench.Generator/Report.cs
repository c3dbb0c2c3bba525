using System.Globalization;
using System.Text.Json;

namespace TypedTasks.Bench.Generator;

/// <summary>The table on the console, as docs/generator.md has it, and the file beside it.</summary>
internal static class Report
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static void Head()
    {
        Console.WriteLine("| tasks | run | generator, ms | allocated, MB | empty look-up, ms | times | all analyzers, ms | compiler with them, ms | allocated, MB |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|");
    }

    public static void Print(Row row) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"| {row.Tasks:N0} | {row.Run} | {row.Generator.Cpu:0.0} | {row.Generator.Megabytes:0.0} | {row.LookUp.Cpu:0.0} | {row.TimesLookUp:0.0} | {row.Analyzers:0} | {row.Compiler?.Cpu:0} | {row.Compiler?.Megabytes:0} |"));

    public static void Save(IReadOnlyList<Row> rows, string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, JsonSerializer.Serialize(rows, Indented));
        Console.WriteLine($"written to {path}");
    }
}
