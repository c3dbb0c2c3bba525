using System.Globalization;
using BenchmarkDotNet.Reports;

namespace TypedTasks.Bench.Micro;

/// <summary>What BenchmarkDotNet found, to be asked for by class and method: medians, which another process's moments do not move.</summary>
internal sealed class Figures(IEnumerable<Summary> summaries)
{
    private readonly Dictionary<string, double> all = summaries
        .SelectMany(static summary => summary.Reports)
        .Where(static report => report.ResultStatistics is not null)
        .ToDictionary(
            static report => $"{report.BenchmarkCase.Descriptor.Type.Name.Replace("Benchmarks", string.Empty, StringComparison.Ordinal)}.{report.BenchmarkCase.Descriptor.WorkloadMethod.Name}",
            static report => report.ResultStatistics!.Median);

    /// <summary>How often as long one takes as another.</summary>
    public double Ratio(string one, string other) => all[one] / all[other];

    public void Print()
    {
        foreach ((string name, double nanoseconds) in all)
        {
            string json = name.Split('_')[0] + "_SystemTextJson";
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"  {name,-34} {nanoseconds,9:0.0} ns   {Ratio(name, json):0.00}x System.Text.Json"));
        }
    }
}
