using System.Diagnostics;
using System.Globalization;
using System.Text;
using TypedTasks.Bench.Moves;
using TypedTasks.Bench.Processes;

namespace TypedTasks.Bench.Scenarios;

/// <summary>Writes a source file with many tasks and builds the worker with it.</summary>
internal static class ManyTasksBuild
{
    private const int TasksInAClass = 100;

    /// <returns>The assembly.</returns>
    public static async Task<string> RunAsync(Stage stage, int types)
    {
        string folder = Path.GetFullPath(Path.Combine("artifacts", "bench", $"types-{types}"));
        Directory.CreateDirectory(folder);
        string source = Path.Combine(folder, "ManyTasks.g.cs");
        string text = Write(types);
        if (!File.Exists(source) || await File.ReadAllTextAsync(source) != text)
        {
            await File.WriteAllTextAsync(source, text);
        }

        var watch = Stopwatch.StartNew();
        await Tool.RunAsync("dotnet", "build", "bench/TypedTasks.Bench.Worker", "-c", "Release", "-v", "q", "-clp:NoSummary", $"-p:ManyTasksSource={source}");
        stage.Note(string.Create(CultureInfo.InvariantCulture, $"types: the worker with {types:N0} tasks built in {watch.Elapsed.TotalSeconds:0.0} s"));
        return Path.Combine(folder, "bin", "TypedTasks.Bench.Worker.dll");
    }

    private static string Write(int types)
    {
        var text = new StringBuilder("""
            namespace TypedTasks.Bench.Worker;


            """);
        for (int first = 0; first < types; first += TasksInAClass)
        {
            text.Append(CultureInfo.InvariantCulture, $"public static partial class Many{first / TasksInAClass}\n{{\n");
            for (int i = first; i < Math.Min(types, first + TasksInAClass); i++)
            {
                text.Append(CultureInfo.InvariantCulture, $"    [Task] public static ValueTask T{i}(string text) {{ Tally.Count(text); return ValueTask.CompletedTask; }}\n");
            }

            text.Append("}\n\n");
        }

        text.Append("public static partial class ManyTasks\n{\n    static partial void Fill(ICollection<Func<string, TaskCall<NoResult>>> calls)\n    {\n");
        for (int i = 0; i < types; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"        calls.Add(static text => Many{i / TasksInAClass}.T{i}Task.Call(text));\n");
        }

        return text.Append("    }\n}\n").ToString();
    }
}
