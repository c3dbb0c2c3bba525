using System.Globalization;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Perfolizer.Horology;
using TypedTasks.Bench.Micro;

// In this process: what BenchmarkDotNet would build beside the solution knows neither its properties nor its pinned packages.
// --quick tries it out; its figures mean nothing.
Job job = (args.Contains("--quick") ? Job.Dry : Job.Default.WithWarmupCount(6).WithIterationCount(25).WithIterationTime(TimeInterval.FromMilliseconds(100))).WithToolchain(InProcessEmitToolchain.Instance);
IConfig config = ManualConfig.CreateEmpty().AddJob(job).AddColumnProvider(DefaultConfig.Instance.GetColumnProviders().ToArray())
    .AddLogger(args.Contains("--verbose") ? ConsoleLogger.Default : NullLogger.Instance).WithArtifactsPath(Path.Combine("artifacts", "bench", "micro"));
var figures = new Figures([BenchmarkRunner.Run<PayloadBenchmarks>(config), BenchmarkRunner.Run<EnvelopeBenchmarks>(config)]);
figures.Print();

var payload = new PayloadBenchmarks();
var envelope = new EnvelopeBenchmarks();

(string Sentence, double Value, double Limit)[] targets =
[
    ("a plain record, write and read, at most 0.4 times System.Text.Json's time", figures.Ratio("Payload.Both_TypedTasks", "Payload.Both_SystemTextJson"), 0.4),
    ("an annotated record, write and read, at most 0.4 times System.Text.Json's time", figures.Ratio("Payload.Both_TypedTasksArray", "Payload.Both_SystemTextJson"), 0.4),
    ("an annotated record, write and read, no slower than MessagePack-CSharp", figures.Ratio("Payload.Both_TypedTasksArray", "Payload.Both_MessagePackCSharp"), 1),
    ("an envelope, write and read, at most 0.4 times System.Text.Json's time", figures.Ratio("Envelope.Both_TypedTasks", "Envelope.Both_SystemTextJson"), 0.4),
    ("an envelope, write and read, no slower than MessagePack-CSharp", figures.Ratio("Envelope.Both_TypedTasks", "Envelope.Both_MessagePackCSharp"), 1),
    ("0 B to write a plain record into a reused buffer", Allocation.PerCall(payload.Write_TypedTasks), 0),
    ("0 B to write an annotated record into a reused buffer", Allocation.PerCall(payload.Write_TypedTasksArray), 0),
    ("0 B to write an envelope into a reused buffer", Allocation.PerCall(envelope.Write_TypedTasks), 0),
];
int missed = 0;
foreach ((string sentence, double value, double limit) in targets)
{
    missed += value <= limit ? 0 : 1;
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {(value <= limit ? "reached" : "MISSED "),-8} {sentence}: {value:0.00}"));
}

return missed == 0 ? 0 : 1;
