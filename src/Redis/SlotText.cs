using System.Globalization;
using System.Text;

namespace TypedTasks.Redis;

/// <summary>Slots of a lease as scripts read them: neighbours as one, "0-2,5".</summary>
internal sealed class SlotText
{
    private readonly StringBuilder text = new();
    private int first = -1;
    private int last = -1;

    /// <summary>Adds a slot.</summary>
    public void Add(int slot)
    {
        if (first >= 0 && slot == last + 1)
        {
            last = slot;
            return;
        }

        Close();
        (first, last) = (slot, slot);
    }

    /// <summary>The text, and the end of it.</summary>
    public override string ToString()
    {
        Close();
        first = -1;
        return text.ToString();
    }

    private void Close()
    {
        if (first < 0)
        {
            return;
        }

        if (text.Length > 0)
        {
            text.Append(',');
        }

        text.Append(CultureInfo.InvariantCulture, $"{first}");
        if (last > first)
        {
            text.Append(CultureInfo.InvariantCulture, $"-{last}");
        }
    }
}
