using System.Globalization;

namespace TypedTasks.Bench;

/// <summary>What the command line asks for.</summary>
internal sealed record BenchOptions
{
    /// <summary>All counts are multiplied by this: <c>--scale 0.01</c> tries the whole benchmark out in a few minutes; its figures mean nothing.</summary>
    public double Scale { get; init; } = 1;

    /// <summary>How many rounds of what is short; the median counts, so that one disturbed round does not.</summary>
    public int Rounds { get; init; } = 3;

    /// <summary>The systems that run, all where it is empty.</summary>
    public IReadOnlyList<string> Systems { get; init; } = [];

    /// <summary>Whether the figures go to docs/performance.md.</summary>
    public bool WriteDocs { get; init; }

    /// <summary>Whether the scenarios are listed and nothing is run.</summary>
    public bool List { get; init; }

    /// <summary>What is run, by name or by the beginning of one; everything where it is empty.</summary>
    public IReadOnlyList<string> Scenarios { get; init; } = [];

    public static BenchOptions Parse(IReadOnlyList<string> args)
    {
        var options = new BenchOptions();
        for (int i = 0; i < args.Count; i++)
        {
            string Next() => ++i < args.Count ? args[i] : throw new ArgumentException($"{args[i - 1]} wants a value");
            options = args[i] switch
            {
                "--scale" => options with { Scale = double.Parse(Next(), CultureInfo.InvariantCulture) },
                "--rounds" => options with { Rounds = int.Parse(Next(), CultureInfo.InvariantCulture) },
                "--systems" => options with { Systems = Next().Split(',') },
                "--write-docs" => options with { WriteDocs = true },
                "--list" => options with { List = true },
                ['-', ..] => throw new ArgumentException($"unknown option {args[i]}"),
                string scenario => options with { Scenarios = [.. options.Scenarios, scenario] },
            };
        }

        return options;
    }

    /// <summary>A count, scaled; at least a few tasks.</summary>
    public long Count(double tasks) => Math.Max(50, (long)(tasks * Scale));
}
