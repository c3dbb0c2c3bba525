using System.Globalization;

namespace TypedTasks.Hosting;

/// <summary>Durations as people write them in configuration, the same as in <see cref="TaskAttribute"/>.</summary>
internal static class DurationText
{
    public const string Expected = "a duration such as 500ms, 30s, 5m, 2h, 1d or 00:00:30";

    private static readonly (string Unit, double Milliseconds)[] Units =
    [
        ("ms", 1),
        ("s", 1000),
        ("m", 60_000),
        ("h", 3_600_000),
        ("d", 86_400_000),
    ];

    /// <summary>Reads <c>30s</c> or a <see cref="TimeSpan"/> in its constant form; never a negative one.</summary>
    public static bool TryParse(string? text, out TimeSpan duration)
    {
        duration = default;
        if (string.IsNullOrWhiteSpace(text))
        {
            return false;
        }

        ReadOnlySpan<char> trimmed = text.AsSpan().Trim();
        foreach ((string unit, double milliseconds) in Units)
        {
            if (trimmed.EndsWith(unit, StringComparison.Ordinal) &&
                double.TryParse(trimmed[..^unit.Length], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number))
            {
                double total = number * milliseconds;
                bool fits = total <= TimeSpan.MaxValue.TotalMilliseconds / 2;
                duration = fits ? TimeSpan.FromMilliseconds(total) : default;
                return fits;
            }
        }

        return trimmed.Contains(':') && TimeSpan.TryParseExact(trimmed, "c", CultureInfo.InvariantCulture, out duration) && duration >= TimeSpan.Zero;
    }
}
