using System.Globalization;
using System.Text;

namespace TypedTasks.Simulation.Engine;

/// <summary>What happened, a line each. Written only where somebody will read it.</summary>
internal sealed class History
{
    private readonly StringBuilder lines = new();

    public bool IsOn { get; set; }

    public void Write(long now, string who, string what)
    {
        if (IsOn)
        {
            lines.Append(CultureInfo.InvariantCulture, $"{now / (double)TimeSpan.TicksPerMillisecond,12:F3} ms  {who,-8} {what}").Append('\n');
        }
    }

    public override string ToString() => lines.ToString();
}
