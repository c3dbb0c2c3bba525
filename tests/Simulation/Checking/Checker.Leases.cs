using TypedTasks.Brokers;
using TypedTasks.Brokers.InMemory;

namespace TypedTasks.Simulation.Checking;

internal sealed partial class Checker
{
    private readonly Dictionary<LeaseId, Instant> renewed = [];
    private readonly Dictionary<IProcess, long> heardOf = [];
    private readonly HashSet<LeaseId> born = [];
    private readonly Dictionary<LeaseId, Instant> leftEmpty = [];

    // What the answers alone tell: who was given what, and who was told that it is lost.
    private readonly Dictionary<LeaseId, Given> given = [];
    private readonly Dictionary<TaskId, LeaseId> lastGiven = [];
    private readonly HashSet<LeaseId> toldLost = [];

    /// <summary>Now, by the server's time.</summary>
    public Instant Instant => new(scene.Now, scene.UpTicks, scene.Clock);

    public bool Holds(LeaseId lease)
    {
        lock (gate)
        {
            return scene.IsExact ? places.Exists(place => place.Lease == lease) : given.ContainsKey(lease);
        }
    }

    public bool WasToldLost(LeaseId lease)
    {
        lock (gate)
        {
            return toldLost.Contains(lease);
        }
    }

    public ILookup<LeaseId, TaskPlace> Taken()
    {
        lock (gate)
        {
            return (scene.IsExact ? places : []).Where(static place => place.Lease is not null).ToLookup(static place => place.Lease!.Value);
        }
    }

    /// <summary>A take has left an empty lease: its time counts from now, whenever a task comes into it.</summary>
    public void LeftEmpty(LeaseId lease)
    {
        lock (gate)
        {
            leftEmpty[lease] = Instant;
        }
    }

    /// <summary>A lease was closed, and something had come: its time counts from now.</summary>
    public void Confirmed(LeaseId lease)
    {
        lock (gate)
        {
            Renewed(lease, Instant);
        }
    }

    /// <summary>A take was answered.</summary>
    public void Took(TakeRequest request, Lease? lease, bool known, long begun)
    {
        lock (gate)
        {
            if (lease is null)
            {
                if (scene.IsExact && places.Exists(place => place.Kind == PlaceKind.Ready && request.Lanes.Contains(place.Lane)))
                {
                    scene.Coverage.Hit("outcome: a late take takes nothing");
                }

                return;
            }

            if (known)
            {
                return;
            }

            if (!born.Add(lease.Id))
            {
                scene.Fail($"G2: lease {lease.Id} comes into being a second time, for nobody");
            }

            TaskId[] tasks = [.. lease.Envelopes.Where(static envelope => !envelope.IsEmpty).Select(IdOf)];
            Renewed(lease.Id, leftEmpty.TryGetValue(lease.Id, out Instant left) ? left : Instant with { Now = begun });
            given[lease.Id] = new Given(begun, scene.Now, [.. tasks]);
            foreach (TaskId task in tasks)
            {
                lastGiven[task] = lease.Id;
            }

            scene.Coverage.Hit("arrow: Ready -> Taken", lease.Envelopes.Count);
            if (scene.HasHistory)
            {
                scene.Write("server", $"lease {lease.Id} of {lease.Lane}: {string.Join(' ', tasks)}");
            }
        }
    }

    /// <summary>Under which lease a process starts a task. One that was told nothing for a lease length must not start what it took before (G2).</summary>
    public LeaseId? LeaseOf(TaskId id, IProcess process)
    {
        lock (gate)
        {
            LeaseId? found = scene.IsExact ? (index.TryGetValue(id, out TaskPlace place) ? place.Lease : null)
                : lastGiven.TryGetValue(id, out LeaseId last) ? last : null;
            if (found is { } lease && scene.ProcessOf(lease.Session) == process)
            {
                return lease;
            }

            if (heardOf.GetValueOrDefault(process, long.MinValue) + leaseTime.Ticks + scene.Slack.Ticks < scene.Now)
            {
                scene.Fail($"G2: {id} starts in {process.Name}, whose lease was given to another, after {leaseTime.TotalSeconds:F0} s without a renewal");
            }

            return null;
        }
    }

    /// <summary>Before a settlement: does what really happened allow it? Tells what it is about.</summary>
    public IReadOnlyList<(TaskPlace Was, Settlement Settlement)> Settling(Lease lease, IReadOnlyList<Settlement> settlements)
    {
        List<(TaskPlace Was, Settlement Settlement)> settled = [];
        lock (gate)
        {
            foreach (Settlement settlement in settlements)
            {
                ReadOnlyMemory<byte> envelope = lease.Envelopes[settlement.Slot];
                TaskId id = IdOf(envelope);
                TaskPlace was = scene.IsExact ? index.GetValueOrDefault(id) : new TaskPlace(id, PlaceKind.Taken, lease.Lane, lease.Id, envelope);
                if (was.Lease == lease.Id)
                {
                    settled.Add((was, settlement));
                    CheckRun(was, settlement);
                }

                given.GetValueOrDefault(lease.Id)?.Open.Remove(id);
            }
        }

        return settled;
    }

    /// <summary>Nobody knows whether a settlement was written.</summary>
    public void Unsettled(IReadOnlyList<(TaskPlace Was, Settlement Settlement)> settled)
    {
        foreach ((TaskPlace was, Settlement settlement) in settled)
        {
            ledger.Of(was.Id).MayBeDone |= settlement is CompleteSettlement;
        }
    }

    /// <summary>A settlement was answered.</summary>
    public void Settled(Lease lease, IReadOnlyList<(TaskPlace Was, Settlement Settlement)> settled, SettleStatus status, bool wasToldLost)
    {
        if (status == SettleStatus.LeaseLost)
        {
            scene.Coverage.Hit("outcome: lease lost");
            return;
        }

        if (wasToldLost)
        {
            scene.Fail($"G2: lease {lease.Id} is settled after its owner was told that it is gone");
        }

        foreach ((TaskPlace was, Settlement settlement) in settled)
        {
            ledger.Of(was.Id).IsDone |= settlement is CompleteSettlement;
        }
    }

    public void CheckLost(Lease lease, IReadOnlyList<(TaskPlace Was, Settlement Settlement)> settled)
    {
        if (settled.Count > 0)
        {
            scene.Fail($"G2: lease {lease.Id} is said to be lost while it holds {settled[0].Was.Id}");
        }
    }

    /// <summary>After a rescue, where a look shows what it did.</summary>
    public void Rescued(ILookup<LeaseId, TaskPlace> held, RescueRequest request)
    {
        lock (gate)
        {
            foreach (IGrouping<LeaseId, TaskPlace> lease in held)
            {
                if (scene.IsExact && !places.Exists(place => place.Lease == lease.Key))
                {
                    CheckRescue(lease.Key);
                    foreach (TaskPlace was in lease)
                    {
                        CheckRescued(was, request);
                    }
                }
            }
        }
    }

    /// <summary>A renewal was answered.</summary>
    public void CheckRenewal(LeaseId lease, IReadOnlyList<LeaseId> gone, Instant begun)
    {
        lock (gate)
        {
            Given? mine = given.GetValueOrDefault(lease);
            if (!gone.Contains(lease))
            {
                CheckAlone(lease, mine, begun);
                Renewed(lease, begun);
                return;
            }

            if (scene.RenewsInTurn && places.Exists(place => place.Lease == lease))
            {
                scene.Fail($"G2: a renewal says that {lease} is gone, and it is held");
            }

            toldLost.Add(lease);
            if (mine is { Open.Count: > 0 } && !scene.IsExact)
            {
                // Nobody settled it: it was rescued.
                CheckRescue(lease);
            }
        }
    }

    // A task that was given to another lease after this one is not in this one any more, so this one cannot be held still.
    private void CheckAlone(LeaseId lease, Given? mine, Instant begun)
    {
        foreach (TaskId task in mine?.Open ?? [])
        {
            if (lastGiven.TryGetValue(task, out LeaseId other) && other != lease && given[other] is { } later
                && later.Begun > mine!.Answered && later.Answered < begun.Now)
            {
                scene.Fail($"G3: {task} was given to {other}, and {lease} holds it and is renewed");
            }
        }
    }

    private void Renewed(LeaseId lease, Instant at)
    {
        renewed[lease] = at;
        heardOf[scene.ProcessOf(lease.Session)!] = scene.Now;
    }

    private sealed record Given(long Begun, long Answered, HashSet<TaskId> Open);
}

/// <summary>A moment by three clocks: the run's, the server's time of being there, the server's wall clock.</summary>
internal readonly record struct Instant(long Now, long Up, DateTimeOffset Clock);
