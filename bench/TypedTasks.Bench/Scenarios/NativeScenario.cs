using System.Globalization;
using System.Runtime.InteropServices;
using TypedTasks.Bench.Moves;
using TypedTasks.Bench.Processes;
using TypedTasks.Bench.Reporting;
using TypedTasks.Bench.Systems;

namespace TypedTasks.Bench.Scenarios;

/// <summary>The base cell with the worker as a native program, beside the one that is compiled while it runs.</summary>
internal static class NativeScenario
{
    private const long Tasks = 500_000;

    public static Scenario Of(IReadOnlyList<BenchSystem> systems) =>
        new("native", "drain by the worker compiled while it runs (jit) and as a native program", systems, static (stage, _) => MeasureAsync(stage));

    private static async Task<IReadOnlyList<Measurement>> MeasureAsync(Stage stage)
    {
        string folder = Path.GetFullPath(Path.Combine("artifacts", "bench", "native"));
        await Tool.RunAsync(
            "dotnet", "publish", "bench/TypedTasks.Bench.Worker", "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier, "-o", folder, "-v", "q", "-p:BenchNative=true");
        string program = Path.Combine(folder, "TypedTasks.Bench.Worker");
        stage.Note(string.Create(
            CultureInfo.InvariantCulture, $"native: {new FileInfo(program).Length / 1e6:0.0} MB, the benchmark in it; ./do aot holds a worker's size, start and memory to their targets"));
        return
        [
            await new Drain { Cell = "jit", Tasks = Tasks }.RunAsync(stage, Ours.TypedTasks),
            await new Drain { Cell = "native", Tasks = Tasks }.RunAsync(stage, Ours.Native(program)),
        ];
    }
}
