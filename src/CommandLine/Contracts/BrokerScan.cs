using TypedTasks.Brokers;
using TypedTasks.Contract;

namespace TypedTasks.CommandLine.Contracts;

/// <summary>Messages of one place that are stuck for one reason.</summary>
/// <param name="Place">Where they lie: <c>ready</c>, <c>taken</c>, <c>scheduled</c> or <c>buried</c>.</param>
/// <param name="First">The first of them.</param>
internal sealed record StuckGroup(string Place, StuckMessage First)
{
    /// <summary>The first ids.</summary>
    public List<TaskId> Ids { get; } = [];

    public long Count { get; set; }
}

/// <summary>Looks at every message of a broker, a page at a time; reads and nothing else.</summary>
internal sealed class BrokerScan(IInspectionPort broker, WireContract contract, IReadOnlyCollection<string> without)
{
    public const int ShownIds = 5;
    private const int Page = 100;
    private const int LeasePage = 10;

    // A stranger could fill a queue with a million names: beyond this many groups they are counted as one.
    private const int MaxGroups = 1_000;

    private readonly MessageCheck check = new(contract);
    private readonly Dictionary<(string Place, string Task, Obstacle Obstacle), StuckGroup> groups = [];
    private readonly SortedDictionary<string, long> seen = new(StringComparer.Ordinal);

    /// <summary>How many messages were looked at, by place.</summary>
    public IReadOnlyDictionary<string, long> Seen => seen;

    /// <summary>What was found, in the order of place and name.</summary>
    public IReadOnlyList<StuckGroup> Found =>
    [
        .. groups.Values.OrderBy(static one => one.Place, StringComparer.Ordinal).ThenBy(static one => one.First.Task, StringComparer.Ordinal).ThenBy(static one => one.First.Obstacle),
    ];

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<QueueCounts> queues = await broker.CountAsync(cancellationToken);
        await LookAsync("ready", () => ReadyAsync(queues, cancellationToken));
        await LookAsync("taken", () => PagesAsync("taken", LeasePage, async skip =>
        {
            IReadOnlyList<TakenTasks> leases = await broker.ListTakenAsync(skip, LeasePage, cancellationToken);
            return ([.. leases.SelectMany(static one => one.Envelopes)], leases.Count);
        }));
        await LookAsync("scheduled", () => PagesAsync("scheduled", Page, async skip => Envelopes(await broker.ListScheduledAsync(skip, Page, cancellationToken))));
        await LookAsync("buried", () => PagesAsync("buried", Page, async skip => Envelopes(await broker.ListBuriedAsync(skip, Page, cancellationToken))));
    }

    private async Task LookAsync(string place, Func<Task> look)
    {
        if (!without.Contains(place))
        {
            seen[place] = 0;
            await look();
        }
    }

    private async Task ReadyAsync(IReadOnlyList<QueueCounts> queues, CancellationToken cancellationToken)
    {
        foreach (QueueCounts queue in queues.Where(static one => one.Ready > 0))
        {
            for (int band = -1; band <= TaskDefaults.MaxPriority; band++)
            {
                Lane lane = band < 0 ? Lane.Suspects(queue.Queue) : Lane.Of(queue.Queue, band);
                await PagesAsync("ready", Page, async skip =>
                {
                    IReadOnlyList<ReadOnlyMemory<byte>> page = await broker.ListReadyAsync(lane, skip, Page, cancellationToken);
                    return (page, page.Count);
                });
            }
        }
    }

    private async Task PagesAsync(string place, int size, Func<int, Task<(IReadOnlyList<ReadOnlyMemory<byte>> Envelopes, int Count)>> list)
    {
        for (int skip = 0; ; skip += size)
        {
            (IReadOnlyList<ReadOnlyMemory<byte>> envelopes, int count) = await list(skip);
            foreach (ReadOnlyMemory<byte> envelope in envelopes)
            {
                Add(place, envelope);
            }

            if (count < size)
            {
                return;
            }
        }
    }

    private void Add(string place, ReadOnlyMemory<byte> envelope)
    {
        seen[place]++;
        if (check.Check(envelope) is not { } stuck)
        {
            return;
        }

        var key = (place, stuck.Task, stuck.Obstacle);
        if (!groups.TryGetValue(key, out StuckGroup? group))
        {
            if (groups.Count >= MaxGroups)
            {
                stuck = stuck with { Task = "(others)", Detail = "more names than are listed" };
                key = (place, stuck.Task, stuck.Obstacle);
            }

            if (!groups.TryGetValue(key, out group))
            {
                groups.Add(key, group = new(place, stuck));
            }
        }

        group.Count++;
        if (stuck.Id is { } id && group.Ids.Count < ShownIds)
        {
            group.Ids.Add(id);
        }
    }

    // A page that lost a member to a worker is shorter than asked for and still not the last: only an empty one is.
    private static (IReadOnlyList<ReadOnlyMemory<byte>> Envelopes, int Count) Envelopes(IReadOnlyList<ParkedTask> page) =>
        ([.. page.Select(static one => one.Envelope)], page.Count == 0 ? 0 : Page);
}
