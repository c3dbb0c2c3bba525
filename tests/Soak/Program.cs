using System.Globalization;
using System.Text;
using System.Text.Json;
using TypedTasks.Soak;

// ./do soak [minutes, 35 by default]; less than 35 is a smoke and judges no slope
if (args is ["--worker", var endpoint, var name])
{
    await WorkerProcess.RunAsync(endpoint, name);
    return 0;
}

const double WarmUp = 5;
const double Proof = 30;

double minutes = args.Length > 0 ? double.Parse(args[0], CultureInfo.InvariantCulture) : WarmUp + Proof;
bool isProof = minutes >= WarmUp + Proof;
double from = Math.Min(WarmUp, minutes / 4);
TimeSpan between = TimeSpan.FromSeconds(isProof ? 20 : 8);

IReadOnlyList<Sample> samples;
await using (Soaking soaking = await Soaking.StartAsync())
{
    Console.WriteLine("minutes       sent   heaps of workers (KB)   producer (KB)   Redis (KB)   keys");
    samples = await soaking.RunAsync(TimeSpan.FromMinutes(minutes), between, static sample => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{sample.Minutes,7:F1} {sample.Sent,10} {string.Join(' ', sample.WorkerHeaps.Select(static heap => heap / 1024)),23} {sample.ProducerHeap / 1024,15} {sample.RedisMemory / 1024,12} {sample.RedisKeys,6}")));
    await soaking.EndAsync();
}

IReadOnlyList<Series> series = Series.Of(samples, from);
var table = new StringBuilder("\n| | first | last | growth a minute | |\n|---|---:|---:|---:|---|\n");
foreach (Series one in series)
{
    string verdict = one.Grows ? "**grows**" : "kept";
    table.AppendLine(CultureInfo.InvariantCulture, $"| {one.Name} | {one.Points.FirstOrDefault().Value:N0} | {one.Points.LastOrDefault().Value:N0} | {one.Slope:P3} | {verdict} |");
}

Console.Write(table);
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\n{samples.Count} samples in {minutes} minutes, counted from minute {from:F1}; {samples[^1].Sent} tasks; limit {Series.Limit:P0} a minute"));
if (!isProof)
{
    Console.WriteLine($"Less than {WarmUp} + {Proof} minutes: this is a smoke and not the proof; growth is shown and not judged.");
}

Directory.CreateDirectory("artifacts");
await File.WriteAllTextAsync(Path.Combine("artifacts", "soak.json"), JsonSerializer.Serialize(
    new { minutes, from, isProof, samples, slopes = series.ToDictionary(static one => one.Name, static one => one.Slope) },
    new JsonSerializerOptions { WriteIndented = true }));
return isProof && series.Any(static one => one.Grows) ? 1 : 0;
