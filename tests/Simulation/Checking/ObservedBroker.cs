using TypedTasks.BrokerConformance;
using TypedTasks.Brokers;
using TypedTasks.Brokers.InMemory;

namespace TypedTasks.Simulation.Checking;

/// <summary>Tells the checker of every call and of its answer.</summary>
internal sealed class ObservedBroker(Checker checker, IBroker inner) : BrokerDecorator(inner)
{
    private IScene Scene => checker.Scene;

    public override async ValueTask EnqueueAsync(ReadOnlyMemory<EnqueueItem> items, CancellationToken cancellationToken = default)
    {
        using Turn turn = await Scene.EnterAsync();
        checker.Enqueuing(items.ToArray());
        await AnsweredAsync(base.EnqueueAsync(items, cancellationToken));
        checker.Enqueued(items.ToArray());
        await checker.LookAsync("enqueue");
    }

    public override async ValueTask<Lease?> TakeAsync(TakeRequest request, CancellationToken cancellationToken = default)
    {
        using Turn turn = await Scene.EnterAsync();
        bool known = checker.Holds(request.Lease);
        long begun = Scene.Now;
        Lease? lease = await AnsweredAsync(base.TakeAsync(request, cancellationToken));
        await checker.LookAsync("take");
        checker.Took(request, lease, known, begun);
        return lease;
    }

    public override async ValueTask<SettleStatus> SettleAsync(
        Lease lease, IReadOnlyList<Settlement> settlements, CancellationToken cancellationToken = default)
    {
        using Turn turn = await Scene.EnterAsync();
        IReadOnlyList<(TaskPlace Was, Settlement Settlement)> settled = checker.Settling(lease, settlements);
        bool isGone = checker.WasToldLost(lease.Id);
        SettleStatus status = await AnsweredAsync(base.SettleAsync(lease, settlements, cancellationToken), () => checker.Unsettled(settled));
        checker.Settled(lease, settled, status, isGone);
        await checker.LookAsync("settle");
        await CheckArrowsAsync(lease, settled, status);
        return status;
    }

    // Before a real Redis, what comes into a lease while a worker waits passes by the checker, which wants to see each call: there workers wait for wake-ups.
    public override IWaitLink? OpenWaitLink() => null;

    public override ILeaseLink OpenLeaseLink() => new ObservedLink(checker, base.OpenLeaseLink());

    public override async ValueTask<PromoteReport> PromoteAsync(int max, CancellationToken cancellationToken = default)
    {
        using Turn turn = await Scene.EnterAsync();
        PromoteReport report = await AnsweredAsync(base.PromoteAsync(max, cancellationToken));
        Scene.Coverage.Hit("arrow: Scheduled -> Ready", report.Promoted);
        await checker.LookAsync("promote");
        return report;
    }

    public override async ValueTask<RescueReport> RescueAsync(RescueRequest request, CancellationToken cancellationToken = default)
    {
        using Turn turn = await Scene.EnterAsync();
        ILookup<LeaseId, TaskPlace> held = checker.Taken();
        RescueReport report = await AnsweredAsync(base.RescueAsync(request, cancellationToken));
        await checker.LookAsync("rescue");
        checker.Rescued(held, request);
        return report;
    }

    public override async ValueTask<bool> ReplayAsync(TaskId id, CancellationToken cancellationToken = default)
    {
        using Turn turn = await Scene.EnterAsync();
        bool replayed = await AnsweredAsync(base.ReplayAsync(id, cancellationToken));
        await checker.LookAsync("replay");
        if (replayed)
        {
            Scene.Coverage.Hit("arrow: Buried -> Ready");
        }

        return replayed;
    }

    public override async ValueTask<bool> DeleteBuriedAsync(TaskId id, CancellationToken cancellationToken = default)
    {
        using Turn turn = await Scene.EnterAsync();
        bool deleted = await AnsweredAsync(base.DeleteBuriedAsync(id, cancellationToken), () => checker.Undeleted(id));
        checker.Deleted(id, deleted);
        await checker.LookAsync("delete");
        return deleted;
    }

    public override async ValueTask<int> TrimBuriedAsync(TimeSpan keepFor, int keepCount, CancellationToken cancellationToken = default)
    {
        using Turn turn = await Scene.EnterAsync();
        TaskId[] before = checker.Buried();
        int dropped = await AnsweredAsync(base.TrimBuriedAsync(keepFor, keepCount, cancellationToken), () => checker.Untrimmed(keepCount));
        await checker.TrimmedAsync(before, dropped, keepCount);
        await checker.LookAsync("trim");
        return dropped;
    }

    private async ValueTask CheckArrowsAsync(Lease lease, IReadOnlyList<(TaskPlace Was, Settlement Settlement)> settled, SettleStatus status)
    {
        if (!Scene.IsExact)
        {
            return;
        }

        if (status == SettleStatus.LeaseLost)
        {
            checker.CheckLost(lease, settled);
            return;
        }

        foreach ((TaskPlace was, Settlement settlement) in settled)
        {
            bool hasResult = settlement is CompleteSettlement { Result: not null } && await AnsweredAsync(Inner.GetResultAsync(was.Id)) is not null;
            checker.CheckArrow(was, settlement, hasResult);
        }
    }

    private async ValueTask AnsweredAsync(ValueTask call)
    {
        try
        {
            await call;
        }
        catch
        {
            Scene.LoseSight();
            throw;
        }
    }

    private async ValueTask<T> AnsweredAsync<T>(ValueTask<T> call, Action? unanswered = null)
    {
        try
        {
            return await call;
        }
        catch
        {
            Scene.LoseSight();
            unanswered?.Invoke();
            throw;
        }
    }

    private sealed class ObservedLink(Checker checker, ILeaseLink inner) : ILeaseLink
    {
        public IReadOnlyList<LeaseId> Renew(IReadOnlyList<Lease> leases, TimeSpan leaseTime)
        {
            Instant begun = checker.Instant;
            IReadOnlyList<LeaseId> gone = inner.Renew(leases, leaseTime);
            foreach (Lease lease in leases)
            {
                checker.CheckRenewal(lease.Id, gone, begun);
            }

            return gone;
        }

        public void Dispose() => inner.Dispose();
    }
}
