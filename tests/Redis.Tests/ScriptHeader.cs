using System.Globalization;
using System.Text.RegularExpressions;

namespace TypedTasks.Redis.Tests;

/// <summary>What the header of a script says of its keys and arguments.</summary>
internal sealed partial record ScriptHeader(IReadOnlyList<HeaderLine> Keys, IReadOnlyList<HeaderLine> Values)
{
    public static ScriptHeader Read(RedisScript script)
    {
        var keys = new List<HeaderLine>();
        var values = new List<HeaderLine>();
        foreach (string line in script.Text.Split('\n').TakeWhile(static line => line.StartsWith("--", StringComparison.Ordinal)))
        {
            if (Line().Match(line) is { Success: true } match)
            {
                int first = int.Parse(match.Groups["first"].ValueSpan, CultureInfo.InvariantCulture);
                int stride = match.Groups["stride"].Success ? int.Parse(match.Groups["stride"].ValueSpan, CultureInfo.InvariantCulture) : 0;
                (match.Groups["what"].Value == "KEYS" ? keys : values).Add(new HeaderLine(first, stride, match.Groups["form"].Value));
            }
        }

        return new ScriptHeader(keys, values);
    }

    /// <summary>The line that speaks of the element number <paramref name="index"/>, 1 for the first, or null.</summary>
    public static HeaderLine? Of(IReadOnlyList<HeaderLine> lines, int index) =>
        lines.FirstOrDefault(line => line.First == index || (line.Stride > 0 && index > line.First && (index - line.First) % line.Stride == 0));

    /// <summary>Whether so many elements are what the lines say.</summary>
    public static bool Counts(IReadOnlyList<HeaderLine> lines, int count)
    {
        int single = lines.Count(static line => line.Stride == 0);
        int stride = lines.Where(static line => line.Stride > 0).Select(static line => line.Stride).FirstOrDefault();
        return stride == 0 ? count == single : count >= single && (count - single) % stride == 0;
    }

    [GeneratedRegex(@"^-- (?<what>KEYS|ARGV)\[(?<first>\d+)(\+(?<stride>\d+)i)?\]\s+(?<form>\S+)")]
    private static partial Regex Line();
}

/// <summary>One line: the number of the first element it speaks of, the step to the next, and the key's pattern or the value's unit.</summary>
internal sealed record HeaderLine(int First, int Stride, string Form);
