using System.Globalization;
using System.Text;
using TypedTasks.Brokers;
using TypedTasks.Simulation.Engine;

namespace TypedTasks.Simulation.Plan;

/// <summary>Many worlds, as many at once as there are cores.</summary>
internal static class Seeds
{
    public static Summary Run(int from, int count, Func<IBroker, IBroker>? fault = null, bool untilFailed = false)
    {
        var coverage = new Coverage();
        var operations = new List<long>(count);
        var failed = new List<Report>();
        int next = from - 1;
        object gate = new();

        void Work()
        {
            while (true)
            {
                int seed = Interlocked.Increment(ref next);
                if (seed >= from + count || (untilFailed && failed.Count > 0))
                {
                    return;
                }

                Report report = Simulated.Run(seed, fault: fault);
                lock (gate)
                {
                    coverage.Add(report.Coverage);
                    operations.Add(report.Coverage.Operations);
                    if (report.Violation is not null)
                    {
                        failed.Add(report);
                    }
                }
            }
        }

        Thread[] threads = [.. Enumerable.Range(0, Environment.ProcessorCount).Select(_ => new Thread(Work))];
        Array.ForEach(threads, static thread => thread.Start());
        Array.ForEach(threads, static thread => thread.Join());
        return new Summary(coverage, operations, [.. failed.OrderBy(static one => one.Seed)]);
    }
}

/// <summary>What many worlds showed.</summary>
internal sealed record Summary(Coverage Coverage, IReadOnlyList<long> Operations, IReadOnlyList<Report> Failed)
{
    public long MedianOperations => Operations.Count == 0 ? 0 : Operations.Order().ElementAt(Operations.Count / 2);

    public string Text
    {
        get
        {
            var text = new StringBuilder();
            foreach ((string what, long times) in Coverage.Counts)
            {
                text.Append(CultureInfo.InvariantCulture, $"{times,10}  {what}").Append('\n');
            }

            text.Append(CultureInfo.InvariantCulture, $"{MedianOperations,10}  operations in the median seed").Append('\n');
            foreach (Report one in Failed.Take(20))
            {
                text.Append(CultureInfo.InvariantCulture, $"seed {one.Seed}: {one.Violation}").Append('\n');
            }

            return text.Append(CultureInfo.InvariantCulture, $"{Failed.Count} of {Operations.Count} seeds broke a promise").Append('\n').ToString();
        }
    }
}
