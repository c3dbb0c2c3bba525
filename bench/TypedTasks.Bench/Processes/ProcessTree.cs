using System.Globalization;

namespace TypedTasks.Bench.Processes;

/// <summary>What a process and its children have used, from /proc.</summary>
internal static class ProcessTree
{
    private const double TicksPerSecond = 100; // USER_HZ, the same on every Linux

    /// <summary>Seconds of processor time so far, user and system.</summary>
    public static double ProcessorSeconds(int root)
    {
        Dictionary<int, (int Parent, double Seconds)> all = Read();
        double sum = 0;
        foreach ((int id, (_, double seconds)) in all)
        {
            for (int one = id; one > 1 && all.TryGetValue(one, out (int Parent, double) up); one = up.Parent)
            {
                if (one == root)
                {
                    sum += seconds;
                    break;
                }
            }
        }

        return sum;
    }

    private static Dictionary<int, (int Parent, double Seconds)> Read()
    {
        var all = new Dictionary<int, (int, double)>();
        foreach (string folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder.AsSpan()), CultureInfo.InvariantCulture, out int id) && Stat(folder) is { } stat)
            {
                all[id] = stat;
            }
        }

        return all;
    }

    private static (int Parent, double Seconds)? Stat(string folder)
    {
        try
        {
            // The second field is the program's name in brackets and may hold anything.
            string text = File.ReadAllText(Path.Combine(folder, "stat"));
            string[] fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            double ticks = double.Parse(fields[11], CultureInfo.InvariantCulture) + double.Parse(fields[12], CultureInfo.InvariantCulture);
            return (int.Parse(fields[1], CultureInfo.InvariantCulture), ticks / TicksPerSecond);
        }
        catch (IOException)
        {
            // It has ended.
            return null;
        }
    }
}
