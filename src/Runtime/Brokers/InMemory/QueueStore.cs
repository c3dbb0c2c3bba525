namespace TypedTasks.Brokers.InMemory;

/// <summary>One queue: its lanes, who waits for its work, and how much of it is elsewhere.</summary>
internal sealed class QueueStore(string name)
{
    private const int SuspectLane = TaskDefaults.MaxPriority + 1;

    private readonly EnvelopeDeque?[] lanes = new EnvelopeDeque?[SuspectLane + 1];

    public string Name { get; } = name;

    public long Taken { get; set; }

    public long Scheduled { get; set; }

    public long Buried { get; set; }

    /// <summary>Who waits, the longest first.</summary>
    public LinkedList<Listener> Idle { get; } = [];

    public long Ready
    {
        get
        {
            long ready = 0;
            foreach (EnvelopeDeque? lane in lanes)
            {
                ready += lane?.Count ?? 0;
            }

            return ready;
        }
    }

    public EnvelopeDeque Open(Lane lane) => lanes[Index(lane)] ??= new EnvelopeDeque();

    public EnvelopeDeque? Find(Lane lane) => lanes[Index(lane)];

    /// <summary>The lanes that were ever used.</summary>
    public IEnumerable<Lane> Lanes()
    {
        for (int i = 0; i < lanes.Length; i++)
        {
            if (lanes[i] is not null)
            {
                yield return i == SuspectLane ? Lane.Suspects(Name) : Lane.Of(Name, i);
            }
        }
    }

    private static int Index(Lane lane) => lane.IsSuspect ? SuspectLane : lane.Priority;
}
