using TypedTasks.BrokerConformance;
using TypedTasks.Brokers;
using TypedTasks.Envelopes;

namespace TypedTasks.Runtime.Tests.Brokers.Wrong;

/// <summary>Rewrites each settlement on its way.</summary>
internal abstract class RewritesSettlements(IBroker inner) : BrokerDecorator(inner)
{
    public override ValueTask<SettleStatus> SettleAsync(
        Lease lease, IReadOnlyList<Settlement> settlements, CancellationToken cancellationToken = default) =>
        Inner.SettleAsync(lease, [.. settlements.Select(Rewrite)], cancellationToken);

    protected abstract Settlement Rewrite(Settlement settlement);
}

/// <summary>Lets a worker settle that has lost its lease.</summary>
internal sealed class SettlesWithoutALease(IBroker inner) : BrokerDecorator(inner)
{
    public override async ValueTask<SettleStatus> SettleAsync(
        Lease lease, IReadOnlyList<Settlement> settlements, CancellationToken cancellationToken = default)
    {
        await Inner.SettleAsync(lease, settlements, cancellationToken);
        return SettleStatus.Settled;
    }
}

/// <summary>Gives released work back one by one, so that it lies in the lane in reverse.</summary>
internal sealed class ReversesWhatIsReleased(IBroker inner) : BrokerDecorator(inner)
{
    public override async ValueTask<SettleStatus> SettleAsync(
        Lease lease, IReadOnlyList<Settlement> settlements, CancellationToken cancellationToken = default)
    {
        SettleStatus status = SettleStatus.Settled;
        foreach (Settlement settlement in settlements)
        {
            status = await Inner.SettleAsync(lease, [settlement], cancellationToken);
        }

        return status;
    }
}

/// <summary>A retry spends no attempt: a failing task is tried for ever.</summary>
internal sealed class ForgetsTheAttempt(IBroker inner) : RewritesSettlements(inner)
{
    protected override Settlement Rewrite(Settlement settlement) =>
        settlement is RetrySettlement retry ? retry with { Change = HeaderChange.None } : settlement;
}

/// <summary>A dead letter does not say why it is there.</summary>
internal sealed class BuriesWithoutAReason(IBroker inner) : RewritesSettlements(inner)
{
    protected override Settlement Rewrite(Settlement settlement) =>
        settlement is BurySettlement bury ? bury with { Failure = default } : settlement;
}

/// <summary>A task that failed for good is thrown away.</summary>
internal sealed class ThrowsAwayInsteadOfBurying(IBroker inner) : RewritesSettlements(inner)
{
    protected override Settlement Rewrite(Settlement settlement) =>
        settlement is BurySettlement bury ? new CompleteSettlement(bury.Slot, bury.Result) : settlement;
}

/// <summary>Acknowledges and loses the result.</summary>
internal sealed class LosesTheResult(IBroker inner) : RewritesSettlements(inner)
{
    protected override Settlement Rewrite(Settlement settlement) =>
        settlement is CompleteSettlement complete ? complete with { Result = null } : settlement;
}
