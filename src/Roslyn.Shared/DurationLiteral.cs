using System.Globalization;

namespace TypedTasks.Roslyn;

/// <summary>The durations of the attribute: <c>500ms</c>, <c>30s</c>, <c>5m</c>, <c>2h</c>, <c>1d</c>, or <c>[d.]hh:mm:ss[.fffffff]</c>.</summary>
internal static class DurationLiteral
{
    public const string Grammar = "a number with ms, s, m, h or d such as \"30s\", or hh:mm:ss";

    /// <summary>Reads a literal; negative durations are none.</summary>
    public static bool TryParse(string? text, out TimeSpan duration)
    {
        duration = default;
        if (text is null || text.Length == 0)
        {
            return false;
        }

        if (text.IndexOf(':') >= 0)
        {
            return TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out duration) && duration >= TimeSpan.Zero;
        }

        (string unit, decimal ticks) = text switch
        {
            _ when text.EndsWith("ms", StringComparison.Ordinal) => ("ms", TimeSpan.TicksPerMillisecond),
            _ when text.EndsWith("s", StringComparison.Ordinal) => ("s", TimeSpan.TicksPerSecond),
            _ when text.EndsWith("m", StringComparison.Ordinal) => ("m", TimeSpan.TicksPerMinute),
            _ when text.EndsWith("h", StringComparison.Ordinal) => ("h", TimeSpan.TicksPerHour),
            _ when text.EndsWith("d", StringComparison.Ordinal) => ("d", TimeSpan.TicksPerDay),
            _ => (string.Empty, 0m),
        };
        string number = text.Substring(0, text.Length - unit.Length);
        if (unit.Length == 0
            || number.Length > 19
            || !decimal.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal amount)
            || amount > long.MaxValue / ticks)
        {
            return false;
        }

        duration = TimeSpan.FromTicks((long)(amount * ticks));
        return true;
    }
}
