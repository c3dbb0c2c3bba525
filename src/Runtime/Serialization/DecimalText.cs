using System.Globalization;

namespace TypedTasks.Serialization;

/// <summary>Reads a <see cref="decimal"/>, trailing zeros included.</summary>
internal static class DecimalText
{
    private const int MostDigitsOfULong = 19;

    /// <summary>Takes digits with a point, a sign before them and an exponent behind them.</summary>
    public static bool TryParse(ReadOnlySpan<byte> utf8, out decimal value) =>
        TryParsePlain(utf8, out value)
        || decimal.TryParse(utf8, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out value);

    // What the writer writes of most amounts: digits that a ulong holds, perhaps a point among them, no exponent.
    private static bool TryParsePlain(ReadOnlySpan<byte> utf8, out decimal value)
    {
        value = 0;
        bool isNegative = utf8.StartsWith("-"u8);
        ReadOnlySpan<byte> characters = isNegative ? utf8[1..] : utf8;
        if (characters.Length is 0 or > MostDigitsOfULong)
        {
            return false;
        }

        ulong digits = 0;
        int point = -1;
        for (int i = 0; i < characters.Length; i++)
        {
            uint digit = (uint)characters[i] - '0';
            if (digit <= 9)
            {
                digits = (digits * 10) + digit;
            }
            else if (characters[i] == '.' && point < 0)
            {
                point = i;
            }
            else
            {
                return false;
            }
        }

        int scale = point < 0 ? 0 : characters.Length - 1 - point;
        value = new decimal((int)digits, (int)(digits >> 32), 0, isNegative, (byte)scale);
        return point < 0 || characters.Length > 1;
    }
}
