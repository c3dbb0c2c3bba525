using System.Diagnostics.CodeAnalysis;

namespace TypedTasks.Brokers;

/// <summary>
/// One list of a queue. Band 0 is plain work, bands 1 to 9 are priorities, and the suspect lane holds what was rescued.
/// Its text form is <c>queue:0</c>, <c>queue:p5</c> or <c>queue:s</c>.
/// </summary>
public readonly record struct Lane
{
    private const byte SuspectBand = byte.MaxValue;

    private Lane(string queue, byte band) => (Queue, Band) = (queue, band);

    /// <summary>The queue.</summary>
    public string Queue { get; }

    private byte Band { get; }

    /// <summary>Whether it is the suspect lane.</summary>
    public bool IsSuspect => Band == SuspectBand;

    /// <summary>The priority band, 0 for plain and for suspects.</summary>
    public int Priority => IsSuspect ? 0 : Band;

    /// <summary>The lane of a priority, 0 to 9.</summary>
    /// <exception cref="ArgumentException">The queue's name is outside the grammar, or the priority is not 0 to 9.</exception>
    public static Lane Of(string queue, int priority = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(priority);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(priority, TaskDefaults.MaxPriority);
        return new Lane(NameGrammar.CheckQueue(queue), (byte)priority);
    }

    /// <summary>The suspect lane of a queue.</summary>
    /// <exception cref="ArgumentException">The queue's name is outside the grammar.</exception>
    public static Lane Suspects(string queue) => new(NameGrammar.CheckQueue(queue), SuspectBand);

    /// <summary>Reads the text form.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out Lane lane)
    {
        lane = default;
        int colon = text?.LastIndexOf(':') ?? -1;
        if (colon < 0 || text![..colon] is var queue && !NameGrammar.IsQueue(queue))
        {
            return false;
        }

        switch (text.AsSpan(colon + 1))
        {
            case "0":
                lane = new Lane(queue, 0);
                return true;
            case "s":
                lane = new Lane(queue, SuspectBand);
                return true;
            case ['p', >= '1' and <= '9' and var digit]:
                lane = new Lane(queue, (byte)(digit - '0'));
                return true;
            default:
                return false;
        }
    }

    /// <inheritdoc/>
    public override string ToString() => Band switch
    {
        0 => $"{Queue}:0",
        SuspectBand => $"{Queue}:s",
        _ => $"{Queue}:p{Band}",
    };
}
