using System.Text;
using TypedTasks.BrokerConformance;
using TypedTasks.Brokers;
using TypedTasks.Brokers.InMemory;
using TypedTasks.Envelopes;
using TypedTasks.Simulation.Engine;
using TypedTasks.Simulation.Network;
using TypedTasks.Simulation.Workload;

namespace TypedTasks.Simulation.Checking;

/// <summary>
/// Looks at the broker after every call and holds the promises against what it sees: each task in exactly one place, no
/// settlement without its run, no live lease stolen.
/// </summary>
internal sealed partial class ObservedBroker(World world, Server server, IBroker inner, Ledger ledger, Fleet fleet, TimeSpan leaseTime)
    : BrokerDecorator(inner)
{
    // What the broker held when the last call had ended: nothing changes between two calls.
    private readonly List<TaskPlace> places = [];
    private readonly Dictionary<TaskId, TaskPlace> index = [];
    private readonly Dictionary<LeaseId, (long Up, DateTimeOffset Clock)> renewed = [];
    private readonly Dictionary<SimNode, long> heardOf = [];
    private readonly HashSet<LeaseId> born = [];

    public override async ValueTask EnqueueAsync(ReadOnlyMemory<EnqueueItem> items, CancellationToken cancellationToken = default)
    {
        await base.EnqueueAsync(items, cancellationToken);
        foreach (EnqueueItem item in items.ToArray())
        {
            Ledger.Entry entry = ledger.Of(item.Id);
            if (entry.IsStored && item.RememberFor > TimeSpan.Zero)
            {
                world.Coverage.Hit("outcome: Delay sent again and stored once");
                continue;
            }

            entry.IsStored = true;
            entry.Kind = EnvelopeFormat.TryRead(item.Envelope, out TaskEnvelope envelope) == EnvelopeProblem.None ? SimTasks.KindOf(Encoding.UTF8.GetString(envelope.Name.Span)) : entry.Kind;
            world.Coverage.Hit(item.Due.IsNow ? "arrow: nothing -> Ready" : "arrow: nothing -> Scheduled");
        }

        Look("enqueue");
    }

    public override async ValueTask<Lease?> TakeAsync(TakeRequest request, CancellationToken cancellationToken = default)
    {
        bool known = places.Any(place => place.Lease == request.Lease);
        Lease? lease = await base.TakeAsync(request, cancellationToken);
        Look("take");
        if (lease is null && places.Any(place => place.Kind == PlaceKind.Ready && request.Lanes.Contains(place.Lane)))
        {
            world.Coverage.Hit("outcome: a late take takes nothing");
        }

        if (lease is not null && !known)
        {
            if (!born.Add(lease.Id))
            {
                world.Fail($"G2: lease {lease.Id} comes into being a second time, for nobody");
            }

            Renewed(lease.Id);
            world.Coverage.Hit("arrow: Ready -> Taken", lease.Envelopes.Count);
            if (world.History.IsOn)
            {
                world.History.Write(world.Now, "server", $"lease {lease.Id} of {lease.Lane}: {string.Join(' ', lease.Envelopes.Select(IdOf))}");
            }
        }

        return lease;
    }

    public override async ValueTask<SettleStatus> SettleAsync(
        Lease lease, IReadOnlyList<Settlement> settlements, CancellationToken cancellationToken = default)
    {
        var open = places.Where(place => place.Lease == lease.Id).ToDictionary(static place => place.Id);
        List<(TaskPlace Was, Settlement Settlement)> settled = [];
        foreach (Settlement settlement in settlements)
        {
            if (open.TryGetValue(IdOf(lease.Envelopes[settlement.Slot]), out TaskPlace was))
            {
                settled.Add((was, settlement));
                CheckRun(was, settlement);
            }
        }

        SettleStatus status = await base.SettleAsync(lease, settlements, cancellationToken);
        if (status == SettleStatus.Settled)
        {
            foreach ((TaskPlace was, Settlement settlement) in settled)
            {
                ledger.Of(was.Id).IsDone |= settlement is CompleteSettlement;
            }
        }

        Look("settle");
        if (status == SettleStatus.LeaseLost)
        {
            world.Coverage.Hit("outcome: lease lost");
            if (settled.Count > 0)
            {
                world.Fail($"G2: lease {lease.Id} is said to be lost while it holds {settled[0].Was.Id}");
            }
        }
        else
        {
            settled.ForEach(one => CheckArrow(one.Was, one.Settlement));
        }

        return status;
    }

    public override ILeaseLink OpenLeaseLink() => new ObservedLink(this, base.OpenLeaseLink());

    public override async ValueTask<PromoteReport> PromoteAsync(int max, CancellationToken cancellationToken = default)
    {
        PromoteReport report = await base.PromoteAsync(max, cancellationToken);
        world.Coverage.Hit("arrow: Scheduled -> Ready", report.Promoted);
        Look("promote");
        return report;
    }

    public override async ValueTask<RescueReport> RescueAsync(RescueRequest request, CancellationToken cancellationToken = default)
    {
        var held = places.Where(static place => place.Lease is not null).ToLookup(static place => place.Lease!.Value);
        RescueReport report = await base.RescueAsync(request, cancellationToken);
        Look("rescue");
        foreach (IGrouping<LeaseId, TaskPlace> lease in held)
        {
            if (!places.Any(place => place.Lease == lease.Key))
            {
                CheckRescue(lease.Key);
                foreach (TaskPlace was in lease)
                {
                    CheckRescued(was, request);
                }
            }
        }

        return report;
    }

    public override async ValueTask<bool> ReplayAsync(TaskId id, CancellationToken cancellationToken = default)
    {
        bool replayed = await base.ReplayAsync(id, cancellationToken);
        Look("replay");
        if (replayed)
        {
            world.Coverage.Hit("arrow: Buried -> Ready");
        }

        return replayed;
    }

    public override async ValueTask<bool> DeleteBuriedAsync(TaskId id, CancellationToken cancellationToken = default)
    {
        bool deleted = await base.DeleteBuriedAsync(id, cancellationToken);
        if (deleted)
        {
            world.Coverage.Hit("arrow: Buried -> nothing");
            ledger.Of(id).IsDone = ledger.Of(id).IsDeleted = true;
        }

        Look("delete");
        return deleted;
    }

    public override async ValueTask<int> TrimBuriedAsync(TimeSpan keepFor, int keepCount, CancellationToken cancellationToken = default)
    {
        TaskId[] before = [.. places.Where(static place => place.Kind == PlaceKind.Buried).Select(static place => place.Id)];
        int dropped = await base.TrimBuriedAsync(keepFor, keepCount, cancellationToken);
        server.State.CopyPlaces(places);
        TaskId[] gone = [.. before.Except(places.Where(static place => place.Kind == PlaceKind.Buried).Select(static place => place.Id))];
        if (gone.Length != dropped || gone.Length != Math.Max(0, before.Length - keepCount))
        {
            world.Fail($"G6: of {before.Length} dead letters {gone.Length} were dropped, {dropped} as it says, to keep {keepCount}");
        }

        foreach (TaskId id in gone)
        {
            ledger.Of(id).IsDone = ledger.Of(id).IsDeleted = true;
        }

        world.Coverage.Hit("arrow: Buried -> nothing (trim)", gone.Length);
        Look("trim");
        return dropped;
    }

    /// <summary>Where a task is now, or null.</summary>
    public TaskPlace? PlaceOf(TaskId id) => index.TryGetValue(id, out TaskPlace place) ? place : null;

    /// <summary>A dead letter, or null.</summary>
    public TaskId? FirstBuried() => places.Where(static place => place.Kind == PlaceKind.Buried).Select(static place => (TaskId?)place.Id).FirstOrDefault();

    /// <summary>Under which lease a process starts a task. One that was told nothing for a lease length must not start what it took before (G2).</summary>
    public LeaseId? LeaseOf(TaskId id, SimNode node)
    {
        if (PlaceOf(id)?.Lease is { } lease && fleet.NodeOf(lease.Session) == node)
        {
            return lease;
        }

        if (heardOf.GetValueOrDefault(node, long.MinValue) + leaseTime.Ticks < world.Now)
        {
            world.Fail($"G2: {id} starts in {node.Name}, whose lease was given to another, after {leaseTime.TotalSeconds:F0} s without a renewal");
        }

        return null;
    }

    private void CheckRenewal(LeaseId lease, IReadOnlyList<LeaseId> gone)
    {
        if (gone.Contains(lease) && places.Any(place => place.Lease == lease))
        {
            world.Fail($"G2: a renewal says that {lease} is gone, and it is held");
        }

        Renewed(lease);
    }

    private void Renewed(LeaseId lease)
    {
        renewed[lease] = (server.UpTicks, server.Clock);
        heardOf[fleet.NodeOf(lease.Session)!] = world.Now;
    }

    // Every stored task is in one place, or done.
    private void Look(string call)
    {
        server.State.CopyPlaces(places);
        index.Clear();
        foreach (TaskPlace place in places)
        {
            if (!index.TryAdd(place.Id, place))
            {
                world.Fail($"G3: after {call}, {place.Id} is in two places: {Describe(index[place.Id])}; {Describe(place)}");
            }
        }

        foreach (Ledger.Entry entry in ledger.All)
        {
            if (entry.IsStored && entry.IsDone == index.ContainsKey(entry.Id))
            {
                world.Fail(entry.IsDone
                    ? $"G3: after {call}, {entry.Id} ({entry.Kind}) is done and still in a place: {Describe(index[entry.Id])}"
                    : $"G1: after {call}, {entry.Id} ({entry.Kind}) is in no place");
            }
        }
    }

    private static TaskId IdOf(ReadOnlyMemory<byte> envelope) =>
        EnvelopeHeader.TryRead(envelope.Span, out EnvelopeHeader header) ? header.Id : default;

    private static string Describe(TaskPlace place) => place.Lease is { } lease ? $"{place.Kind} under {lease}" : $"{place.Kind} in {place.Lane}";

    private sealed class ObservedLink(ObservedBroker broker, ILeaseLink inner) : ILeaseLink
    {
        public IReadOnlyList<LeaseId> Renew(IReadOnlyList<Lease> leases, TimeSpan leaseTime)
        {
            IReadOnlyList<LeaseId> gone = inner.Renew(leases, leaseTime);
            foreach (Lease lease in leases)
            {
                broker.CheckRenewal(lease.Id, gone);
            }

            return gone;
        }

        public void Dispose() => inner.Dispose();
    }
}
