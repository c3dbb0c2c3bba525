using System.Globalization;

namespace TypedTasks.Bench;

/// <summary>How much is measured.</summary>
/// <param name="Tasks">How many tasks a round moves.</param>
/// <param name="Rounds">How many rounds; the median counts, so that one disturbed round does not.</param>
internal sealed record BenchOptions(int Tasks = 1_000_000, int Rounds = 3)
{
    public static BenchOptions Parse(ReadOnlySpan<string> args)
    {
        var options = new BenchOptions();
        for (int i = 0; i + 1 < args.Length; i += 2)
        {
            int value = int.Parse(args[i + 1], NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
            options = args[i] switch
            {
                "--tasks" => options with { Tasks = value },
                "--rounds" => options with { Rounds = value },
                _ => throw new ArgumentException($"unknown option {args[i]}"),
            };
        }

        return options;
    }
}
