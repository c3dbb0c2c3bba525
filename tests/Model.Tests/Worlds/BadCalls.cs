using TypedTasks.BrokerConformance;
using TypedTasks.Brokers;
using TypedTasks.Model.Tests.Steps;

namespace TypedTasks.Model.Tests.Worlds;

/// <summary>The calls that every broker refuses, with an <see cref="ArgumentException"/> and before anything happens.</summary>
internal static class BadCalls
{
    private static readonly Lane Plain = Lane.Of("a");
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TakeRequest Good = new(new LeaseId("bad", 1), [Plain], 1, 1, Second);
    private static readonly RescueRequest Rescue = new(Second, 3, Second);
    private static readonly Sent Task = Sent.Make(9999);
    private static readonly Lease Unknown = new(Good.Lease, Plain, [Task.Bytes], 0);

    public static async Task MakeAsync(IBroker broker, BadCall call)
    {
        switch (call)
        {
            case BadCall.EnqueueWithoutHeader:
                await broker.EnqueueAsync(new[] { Task.To(Plain) with { Envelope = new byte[5] } });
                break;
            case BadCall.EnqueueWithoutLane:
                await broker.EnqueueAsync(new[] { Task.To(default) });
                break;
            case BadCall.PageBeforeTheFirst:
                await broker.ListReadyAsync(Plain, -1, 1);
                break;
            case BadCall.PageOfNoLane:
                await broker.ListReadyAsync(default, 0, 1);
                break;
            case BadCall.RenewForTooLong:
                using (ILeaseLink link = broker.OpenLeaseLink())
                {
                    link.Renew([Unknown], TimeSpan.FromDays(2));
                }

                break;
            case BadCall.SettleNoSlot:
                await broker.SettleAsync(Unknown, [new ReleaseSettlement(1)]);
                break;
            case BadCall.SettleASlotTwice:
                await broker.SettleAsync(Unknown, [new ReleaseSettlement(0), new CompleteSettlement(0)]);
                break;
            case BadCall.KeepForNoTime:
                await broker.SettleAsync(Unknown, [new CompleteSettlement(0, new ResultWrite(Task.Id, new byte[1], TimeSpan.Zero))]);
                break;
            case BadCall.IdleOnNoQueue:
                await broker.TakeAsync(IdleWorkers.RequestOf("bad", ["a:b"]));
                break;
            case BadCall.WakeNoQueue:
                await broker.WakeAsync("a*");
                break;
            default:
                await MaintainAsync(broker, call);
                break;
        }
    }

    private static async Task MaintainAsync(IBroker broker, BadCall call)
    {
        switch (call)
        {
            case BadCall.PromoteNothing:
                await broker.PromoteAsync(0);
                break;
            case BadCall.PromoteTooMany:
                await broker.PromoteAsync(TakeRequest.MaxBatch + 1);
                break;
            case BadCall.RescueWithoutLimit:
                await broker.RescueAsync(Rescue with { DeliveryLimit = 0 });
                break;
            case BadCall.RescueWithTooHighALimit:
                await broker.RescueAsync(Rescue with { DeliveryLimit = 256 });
                break;
            case BadCall.RescueBackwards:
                await broker.RescueAsync(Rescue with { SuspectDelay = -Second });
                break;
            case BadCall.RescueForNoTime:
                await broker.RescueAsync(Rescue with { LeaseTime = TimeSpan.Zero });
                break;
            case BadCall.RescueForTooLong:
                await broker.RescueAsync(Rescue with { LeaseTime = TimeSpan.FromDays(2) });
                break;
            case BadCall.TrimToLessThanNothing:
                await broker.TrimBuriedAsync(Second, -1);
                break;
            default:
                await broker.TakeAsync(TakeOf(call));
                break;
        }
    }

    private static TakeRequest TakeOf(BadCall call) => call switch
    {
        BadCall.TakeWithoutLanes => Good with { Lanes = [] },
        BadCall.TakeOfNothing => Good with { MaxItems = 0 },
        BadCall.TakeOfTooMany => Good with { MaxItems = TakeRequest.MaxBatch + 1 },
        BadCall.TakeOfNoBytes => Good with { MaxBytes = 0 },
        BadCall.TakeForNoTime => Good with { LeaseTime = TimeSpan.Zero },
        BadCall.TakeForTooLong => Good with { LeaseTime = TimeSpan.FromDays(2) },
        BadCall.TakeOfLeaseZero => Good with { Lease = new LeaseId("bad", 0) },
        BadCall.TakeByNobody => Good with { Lease = new LeaseId("w|1", 1) },
        _ => throw new ArgumentOutOfRangeException(nameof(call), call, "No call is made of it."),
    };
}
