using TypedTasks.Brokers;
using TypedTasks.Envelopes;

namespace TypedTasks.Simulation.Faults;

/// <summary>
/// What could be wrong with a broker, one sentence each. The simulation must catch every one, or its silence about the right
/// broker would mean nothing.
/// </summary>
internal static class DeliberateFaults
{
    public static IReadOnlyDictionary<string, Func<IBroker, IBroker>> All { get; } = new SortedDictionary<string, Func<IBroker, IBroker>>(StringComparer.Ordinal)
    {
        ["Delay stores a task twice"] = static right => new Wrong(right)
        {
            Enqueue = static async (right, items) =>
            {
                await right.EnqueueAsync(items);
                await right.EnqueueAsync(items.Where(static item => item.Due.IsNow).ToArray());
            },
        },
        ["A Delay that is sent again is stored again"] = static right => new Wrong(right)
        {
            Enqueue = static (right, items) => right.EnqueueAsync(items.Select(static item => item with { RememberFor = TimeSpan.Zero }).ToArray()),
        },
        ["Delay forgets what is due later"] = static right => new Wrong(right)
        {
            Enqueue = static (right, items) => right.EnqueueAsync(items.Where(static item => item.Due.IsNow).ToArray()),
        },
        ["A bulk Delay loses its last task"] = static right => new Wrong(right)
        {
            Enqueue = static (right, items) => right.EnqueueAsync(items.Length > 1 ? items[..^1] : items),
        },
        ["A task is acknowledged before it runs"] = static right => new Wrong(right)
        {
            Take = static async (right, request) =>
            {
                Lease? lease = await right.TakeAsync(request);
                if (lease is not null)
                {
                    await right.SettleAsync(lease, [.. Open(lease).Select(static slot => new CompleteSettlement(slot))]);
                }

                return lease;
            },
        },
        ["A take that is sent twice takes twice"] = static right => TakesTwice(right),
        ["A take loses an envelope"] = static right => new Wrong(right)
        {
            Take = static async (right, request) =>
            {
                Lease? lease = await right.TakeAsync(request);
                if (lease is { Envelopes.Count: > 1 })
                {
                    await right.SettleAsync(lease, [new CompleteSettlement(0)]);
                }

                return lease;
            },
        },
        ["A settlement hits the neighbour's slot"] = static right => Settling(right, static (lease, one) =>
            one is CompleteSettlement ? new CompleteSettlement((one.Slot + 1) % lease.Envelopes.Count) : one),
        ["A retry is two steps, and a reader comes between"] = static right => RetriesInTwoSteps(right),
        ["A retry counts nothing"] = static right => Settling(right, static (_, one) =>
            one is RetrySettlement { Change: HeaderChange.AttemptSpent } retry ? retry with { Change = HeaderChange.None } : one),
        ["A retry is due in a year"] = static right => Settling(right, static (_, one) =>
            one is RetrySettlement retry ? retry with { Delay = TimeSpan.FromDays(365) } : one),
        ["A snooze spends an attempt"] = static right => Settling(right, static (_, one) =>
            one is RetrySettlement { Change: HeaderChange.None } retry ? retry with { Change = HeaderChange.AttemptSpent } : one),
        ["An unstarted task is dropped"] = static right => Settling(right, static (_, one) =>
            one is ReleaseSettlement ? new CompleteSettlement(one.Slot) : one),
        ["A released task is put off and counted"] = static right => Settling(right, static (lease, one) =>
            one is ReleaseSettlement ? new RetrySettlement(one.Slot, IdOf(lease, one.Slot), TimeSpan.Zero, lease.Lane, HeaderChange.AttemptSpent, default) : one),
        ["A dead letter is thrown away"] = static right => Settling(right, static (_, one) =>
            one is BurySettlement ? new CompleteSettlement(one.Slot) : one),
        ["A kept result is not written"] = static right => Settling(right, static (_, one) =>
            one is CompleteSettlement { Result: not null } ? new CompleteSettlement(one.Slot) : one),
        ["Only the first settlement of a call is written"] = static right => new Wrong(right)
        {
            Settle = static (right, lease, settlements) => right.SettleAsync(lease, [settlements[0]]),
        },
        ["A lost lease may still settle (no fence)"] = static right => new Wrong(right)
        {
            Settle = static async (right, lease, settlements) =>
            {
                SettleStatus status = await right.SettleAsync(lease, settlements);
                if (status == SettleStatus.LeaseLost)
                {
                    await right.EnqueueAsync(settlements.OfType<RetrySettlement>()
                        .Select(one => new EnqueueItem(one.Id, one.Lane, DueTime.In(one.Delay), lease.Envelopes[one.Slot])).ToArray());
                    await right.EnqueueAsync(settlements.OfType<ReleaseSettlement>()
                        .Select(one => new EnqueueItem(IdOf(lease, one.Slot), lease.Lane, default, lease.Envelopes[one.Slot])).ToArray());
                }

                return SettleStatus.Settled;
            },
        },
        ["A held lease is said to be lost"] = static right => new Wrong(right)
        {
            Settle = static (_, _, _) => new ValueTask<SettleStatus>(SettleStatus.LeaseLost),
        },
        ["A renewal is not written"] = static right => new Wrong(right) { Renew = static (_, _, _) => [] },
        ["A renewal says that held leases are gone"] = static right => new Wrong(right)
        {
            Renew = static (right, leases, leaseTime) =>
            {
                right.Renew(leases, leaseTime);
                return [.. leases.Select(static lease => lease.Id)];
            },
        },
        ["After a pause rescuers take what the living hold"] = static right => new Wrong(right) { IsDeafToListeners = true },
        ["Poison is never buried"] = static right => new Wrong(right)
        {
            Rescue = static (right, request) => right.RescueAsync(request with { DeliveryLimit = 200 }),
        },
        ["The first lapse of a suspect buries it"] = static right => new Wrong(right)
        {
            Rescue = static (right, request) => right.RescueAsync(request with { DeliveryLimit = 1 }),
        },
        ["A rescue loses a task"] = static right => new Wrong(right)
        {
            Rescue = static async (right, request) =>
            {
                RescueReport report = await right.RescueAsync(request);
                if (report.Rescued > 0)
                {
                    await DropOneAsync(right, Lane.Suspects(TaskDefaults.DefaultQueue));
                }

                return report;
            },
        },
        ["A rescue takes leases that have not lapsed"] = static right => new Wrong(right)
        {
            Rescue = static (right, request) => right.RescueAsync(request with { LeaseTime = TimeSpan.FromMilliseconds(1) }),
            Renew = static (right, leases, leaseTime) => right.Renew(leases, TimeSpan.FromMilliseconds(1)),
        },
        ["A promotion loses a task"] = static right => new Wrong(right)
        {
            Promote = static async (right, max) =>
            {
                PromoteReport report = await right.PromoteAsync(max);
                if (report.Promoted > 0)
                {
                    await DropOneAsync(right, Lane.Of(TaskDefaults.DefaultQueue));
                }

                return report;
            },
        },
        ["Nothing is ever promoted"] = static right => new Wrong(right)
        {
            Promote = static (_, _) => new ValueTask<PromoteReport>(new PromoteReport(0, null)),
        },
        ["A replay leaves the dead letter where it was"] = static right => new Wrong(right)
        {
            Replay = static async (right, id) =>
            {
                if (await right.GetBuriedAsync(id) is { } buried)
                {
                    await right.EnqueueAsync(new[] { new EnqueueItem(id, buried.Lane, default, buried.Envelope) });
                    return true;
                }

                return false;
            },
        },
    };

    private static Wrong Settling(IBroker right, Func<Lease, Settlement, Settlement> change) => new(right)
    {
        Settle = (right, lease, settlements) => right.SettleAsync(lease, [.. settlements.Select(one => change(lease, one))]),
    };

    private static Wrong TakesTwice(IBroker right)
    {
        var known = new HashSet<LeaseId>();
        return new Wrong(right)
        {
            Take = (right, request) => known.Add(request.Lease)
                ? right.TakeAsync(request)
                : right.TakeAsync(request with { Lease = request.Lease with { Sequence = request.Lease.Sequence + 1_000_000 } }),
        };
    }

    private static Wrong RetriesInTwoSteps(IBroker right)
    {
        EnqueueItem[] second = [];
        return new Wrong(right)
        {
            Settle = async (right, lease, settlements) =>
            {
                SettleStatus status = await right.SettleAsync(
                    lease, [.. settlements.Select(static one => one is RetrySettlement ? new CompleteSettlement(one.Slot) : one)]);
                second = status == SettleStatus.LeaseLost ? [] : [.. settlements.OfType<RetrySettlement>()
                    .Select(one => new EnqueueItem(one.Id, one.Lane, DueTime.In(one.Delay), lease.Envelopes[one.Slot]))];
                return status;
            },
            Promote = async (right, max) =>
            {
                await right.EnqueueAsync(second);
                second = [];
                return await right.PromoteAsync(max);
            },
        };
    }

    private static async Task DropOneAsync(IBroker right, Lane lane)
    {
        var thief = new LeaseId("thief", 1);
        if (await right.TakeAsync(new TakeRequest(thief, [lane], 1, 1, TimeSpan.FromMinutes(1))) is { } lease)
        {
            await right.SettleAsync(lease, [new CompleteSettlement(0)]);
        }
    }

    private static IEnumerable<int> Open(Lease lease) => Enumerable.Range(0, lease.Envelopes.Count).Where(slot => !lease.Envelopes[slot].IsEmpty);

    private static TaskId IdOf(Lease lease, int slot) =>
        EnvelopeHeader.TryRead(lease.Envelopes[slot].Span, out EnvelopeHeader header) ? header.Id : default;
}
