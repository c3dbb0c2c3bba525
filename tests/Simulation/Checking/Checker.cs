using System.Text;
using TypedTasks.Brokers;
using TypedTasks.Brokers.InMemory;
using TypedTasks.Envelopes;
using TypedTasks.Simulation.Workload;

namespace TypedTasks.Simulation.Checking;

/// <summary>
/// Holds the promises against what was asked, what was answered, what the handlers did and, where a look shows it, where every
/// task is: each task in exactly one place, no settlement without its run, no live lease stolen. The same for a simulated world
/// and for a real Redis.
/// </summary>
internal sealed partial class Checker
{
    private readonly object gate = new();
    private readonly IScene scene;
    private readonly Ledger ledger;
    private readonly TimeSpan leaseTime;
    private readonly Dictionary<TaskId, TaskPlace> index = [];

    // What the broker held when the last look was made.
    private List<TaskPlace> places = [];
    private List<TaskPlace> spare = [];

    public Checker(IScene scene, Ledger ledger, TimeSpan leaseTime)
    {
        this.scene = scene;
        this.ledger = ledger;
        this.leaseTime = leaseTime;
        ledger.LeaseOf = LeaseOf;
    }

    public IScene Scene => scene;

    /// <summary>Looks where every task is, after a call.</summary>
    public ValueTask LookAsync(string call) => scene.IsExact ? CompareAsync(call) : default;

    /// <summary>Looks where every task is, now that no call is under way.</summary>
    public async ValueTask CompareAsync(string when)
    {
        for (int left = scene.Looks; ; left--)
        {
            if (!await scene.CopyPlacesAsync(spare))
            {
                return;
            }

            if (Compare(when) is not { } wrong)
            {
                return;
            }

            if (left <= 1)
            {
                scene.Fail(wrong);
                return;
            }
        }
    }

    /// <summary>Where a task was at the last look, or null.</summary>
    public TaskPlace? PlaceOf(TaskId id)
    {
        lock (gate)
        {
            return index.TryGetValue(id, out TaskPlace place) ? place : null;
        }
    }

    /// <summary>A dead letter, or null.</summary>
    public TaskId? FirstBuried()
    {
        lock (gate)
        {
            return places.Where(static place => place.Kind == PlaceKind.Buried).Select(static place => (TaskId?)place.Id).FirstOrDefault();
        }
    }

    /// <summary>They are about to be sent: a worker may have settled them before the broker's answer is here.</summary>
    public void Enqueuing(EnqueueItem[] items)
    {
        foreach (EnqueueItem item in items)
        {
            if (EnvelopeFormat.TryRead(item.Envelope, out TaskEnvelope envelope) == EnvelopeProblem.None)
            {
                ledger.Announce(item.Id, SimTasks.KindOf(Encoding.UTF8.GetString(envelope.Name.Span)));
            }
        }
    }

    /// <summary>The broker said that it has them.</summary>
    public void Enqueued(EnqueueItem[] items)
    {
        foreach (EnqueueItem item in items)
        {
            Ledger.Entry entry = ledger.Of(item.Id);
            if (entry.IsStored && item.RememberFor > TimeSpan.Zero)
            {
                scene.Coverage.Hit("outcome: Delay sent again and stored once");
                continue;
            }

            entry.IsStored = true;
            scene.Coverage.Hit(item.Due.IsNow ? "arrow: nothing -> Ready" : "arrow: nothing -> Scheduled");
        }
    }

    /// <summary>Nobody knows whether a dead letter was deleted.</summary>
    public void Undeleted(TaskId id) => ledger.Of(id).MayBeDeleted = true;

    public void Deleted(TaskId id, bool deleted)
    {
        if (deleted)
        {
            scene.Coverage.Hit("arrow: Buried -> nothing");
            ledger.Of(id).IsDone = ledger.Of(id).IsDeleted = true;
        }
    }

    /// <summary>The dead letters, where a look shows them.</summary>
    public TaskId[] Buried()
    {
        lock (gate)
        {
            return [.. places.Where(static place => place.Kind == PlaceKind.Buried).Select(static place => place.Id)];
        }
    }

    /// <summary>Nobody knows which dead letters were dropped.</summary>
    public void Untrimmed(int keepCount)
    {
        if (ledger.All.Count > keepCount)
        {
            foreach (Ledger.Entry entry in ledger.All)
            {
                entry.MayBeDeleted = true;
            }
        }
    }

    public async ValueTask TrimmedAsync(TaskId[] before, int dropped, int keepCount)
    {
        var now = new List<TaskPlace>();
        if (!scene.IsExact || !await scene.CopyPlacesAsync(now))
        {
            Untrimmed(keepCount);
            return;
        }

        TaskId[] gone = [.. before.Except(now.Where(static place => place.Kind == PlaceKind.Buried).Select(static place => place.Id))];
        if (gone.Length != dropped || gone.Length != Math.Max(0, before.Length - keepCount))
        {
            scene.Fail($"G6: of {before.Length} dead letters {gone.Length} were dropped, {dropped} as it says, to keep {keepCount}");
        }

        foreach (TaskId id in gone)
        {
            ledger.Of(id).IsDone = ledger.Of(id).IsDeleted = true;
        }

        scene.Coverage.Hit("arrow: Buried -> nothing (trim)", gone.Length);
    }

    // Every stored task is in one place, or done.
    private string? Compare(string call)
    {
        lock (gate)
        {
            (places, spare) = (spare, places);
            index.Clear();
            foreach (TaskPlace place in places)
            {
                if (!index.TryAdd(place.Id, place))
                {
                    return $"G3: after {call}, {place.Id} is in two places: {Describe(index[place.Id])}; {Describe(place)}";
                }
            }

            foreach (Ledger.Entry entry in ledger.All)
            {
                bool isSomewhere = index.ContainsKey(entry.Id);
                if (!entry.IsDone && !isSomewhere && (entry.MayBeDone || entry.MayBeDeleted))
                {
                    entry.IsDone = true;
                    entry.IsDeleted = !entry.MayBeDone;
                }

                entry.IsStored |= isSomewhere && !scene.IsExact;
                if (entry.IsStored && entry.IsDone == isSomewhere)
                {
                    return entry.IsDone
                        ? $"G3: after {call}, {entry.Id} ({entry.Kind}) is done and still in a place: {Describe(index[entry.Id])}"
                        : $"G1: after {call}, {entry.Id} ({entry.Kind}) is in no place";
                }
            }

            return null;
        }
    }

    public static TaskId IdOf(ReadOnlyMemory<byte> envelope) =>
        EnvelopeHeader.TryRead(envelope.Span, out EnvelopeHeader header) ? header.Id : default;

    private static string Describe(TaskPlace place) => place.Lease is { } lease ? $"{place.Kind} under {lease}" : $"{place.Kind} in {place.Lane}";
}
