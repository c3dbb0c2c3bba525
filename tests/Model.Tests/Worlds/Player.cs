using System.Globalization;
using TypedTasks.BrokerConformance;
using TypedTasks.Brokers;
using TypedTasks.Envelopes;
using TypedTasks.Model.Tests.Steps;

namespace TypedTasks.Model.Tests.Worlds;

/// <summary>Runs the steps of a program on one side, and says in words what came back and what is there then.</summary>
internal sealed partial class Player(Side side, IReadOnlyList<Step> program) : IAsyncDisposable
{
    private static readonly TimeSpan LeaseTime = TimeSpan.FromSeconds(15);

    private readonly Dictionary<int, Lease> leases = [];
    private readonly Dictionary<int, int> owners = [];
    private readonly Dictionary<int, IAsyncDisposable> listening = [];
    private readonly Tasks tasks = new(program);
    private ILeaseLink? link;

    private IBroker Broker => side.Broker;

    /// <summary>Runs one step.</summary>
    /// <returns>What came back.</returns>
    public async Task<string> PlayAsync(Step step)
    {
        string answer = await AnswerAsync(step);
        return step.Twice ? $"{answer}; again: {await AnswerAsync(step)}" : answer;
    }

    /// <summary>All that can be seen of the broker.</summary>
    public Task<string> LookAsync() => Snapshot.TakeAsync(Broker, tasks);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        link?.Dispose();
        foreach (IAsyncDisposable one in listening.Values)
        {
            await one.DisposeAsync();
        }
    }

    private async Task<string> AnswerAsync(Step step)
    {
        try
        {
            return await CallAsync(step);
        }
        catch (Exception error) when (error is ArgumentException or BrokerUnavailableException or TaskNotSentException)
        {
            // Which of the argument exceptions and which words: each broker's own.
            return error is ArgumentException ? "refused" : $"{error.GetType().Name}: {error.Message}";
        }
    }

    private async Task<string> CallAsync(Step step)
    {
        switch (step)
        {
            case Enqueue enqueue:
                await Broker.EnqueueAsync(enqueue.Items.Select(item => tasks.Of(item).To(item.Lane, item.Due) with { RememberFor = item.Remember, QueueLimit = item.Limit }).ToArray());
                return "stored";
            case Take take:
                return await TakeAsync(take);
            case Settle settle:
                return leases.TryGetValue(settle.Lease, out Lease? lease) ? $"{await Broker.SettleAsync(lease, SettlementsOf(settle, lease))}" : "-";
            case Renew renew:
                Lease[] known = [.. renew.Leases.Distinct().Where(leases.ContainsKey).Select(one => leases[one])];
                link ??= Broker.OpenLeaseLink();
                return $"gone: {string.Join(", ", link.Renew(known, LeaseTime))}";
            case Rescue rescue:
                return await RescueAsync(rescue.DeliveryLimit);
            case Tick tick:
                var answers = new List<string>();
                for (int i = 0; i < tick.Seconds; i++)
                {
                    await side.MoveAsync(TimeSpan.FromSeconds(1));
                    answers.Add(await RescueAsync(tick.DeliveryLimit));
                }

                return string.Join(" ", answers);
            case Promote promote:
                return $"{await Broker.PromoteAsync(promote.Max)}";
            case Trim trim:
                return (await Broker.TrimBuriedAsync(trim.KeepFor, trim.KeepCount)).ToString(CultureInfo.InvariantCulture);
            case Replay replay:
                return $"{await Broker.ReplayAsync(Tasks.IdOf(replay.Task))}";
            case Delete delete:
                return $"{await Broker.DeleteBuriedAsync(Tasks.IdOf(delete.Task))}";
            case Page page:
                return await Snapshot.PageAsync(Broker, tasks, page.Skip, page.Count);
            case Refused refused:
                await BadCalls.MakeAsync(Broker, refused.Call);
                return "not refused";
            default:
                await HappenAsync(step);
                return "-";
        }
    }

    private async Task HappenAsync(Step step)
    {
        switch (step)
        {
            case Wake wake:
                await Broker.WakeAsync(wake.Queue);
                break;
            case Listen listen:
                await ListenAsync(listen.Worker);
                break;
            case Crash crash:
                await CrashAsync(crash.Worker);
                break;
            case Pass pass:
                await side.MoveAsync(pass.Time);
                break;
            case FlushScripts:
                await side.FlushScriptsAsync();
                break;
            case Reconnect:
                await ReconnectAsync();
                break;
            default:
                throw new InvalidOperationException($"{step} is no step.");
        }
    }

    private async Task<string> RescueAsync(int deliveryLimit)
    {
        await side.ForgetLastTickAsync();
        RescueReport report = await Broker.RescueAsync(new RescueRequest(LeaseTime, deliveryLimit, TimeSpan.FromSeconds(2)));
        return string.Create(CultureInfo.InvariantCulture, $"{report.Leases}/{report.Rescued}/{report.Buried}");
    }

    private async Task<string> TakeAsync(Take take)
    {
        // 8, 9, 10, ...: they rise, as a worker's do, and their text sorts otherwise.
        long sequence = take.Lease + 7;
        Lease? lease = await Broker.TakeAsync(
            new TakeRequest(new LeaseId(Session(take.Worker), sequence), take.Lanes, take.MaxItems, take.MaxBytes, LeaseTime) { IdleOn = take.IdleOn });
        if (lease is null)
        {
            return "nothing";
        }

        (leases[take.Lease], owners[take.Lease]) = (lease, take.Worker);
        return string.Create(
            CultureInfo.InvariantCulture, $"{lease.Lane}: {string.Join(" ", lease.Envelopes.Select(tasks.Show))}, {lease.Waiting} behind");
    }

    private async Task ListenAsync(int worker)
    {
        if (!listening.ContainsKey(worker))
        {
            listening[worker] = await Broker.ListenAsync(Session(worker), static () => { });
        }
    }

    private async Task CrashAsync(int worker)
    {
        foreach (int lease in owners.Where(one => one.Value == worker).Select(static one => one.Key).ToList())
        {
            leases.Remove(lease);
            owners.Remove(lease);
        }

        if (listening.Remove(worker, out IAsyncDisposable? ear))
        {
            await ear.DisposeAsync();
        }
    }

    private async Task ReconnectAsync()
    {
        int[] workers = [.. listening.Keys];
        foreach (IAsyncDisposable ear in listening.Values)
        {
            await ear.DisposeAsync();
        }

        link?.Dispose();
        link = null;
        listening.Clear();
        await side.ReconnectAsync();
        foreach (int worker in workers)
        {
            await ListenAsync(worker);
        }
    }

    private static string Session(int worker) => string.Create(CultureInfo.InvariantCulture, $"w{worker}");

    // As a worker does it: what came back empty is settled already, and it does not know what was there.
    private static List<Settlement> SettlementsOf(Settle settle, Lease lease)
    {
        var settlements = new List<Settlement>();
        foreach (Part part in settle.Parts.Where(one => one.Slot < lease.Envelopes.Count && !lease.Envelopes[one.Slot].IsEmpty))
        {
            EnvelopeHeader.TryRead(lease.Envelopes[part.Slot].Span, out EnvelopeHeader header);
            settlements.Add(part.Verb switch
            {
                Verb.Complete => new CompleteSettlement(part.Slot, ResultOf(part, header.Id)),
                Verb.Retry => new RetrySettlement(part.Slot, header.Id, part.Delay, part.Lane, part.Change, FailureFormat.Write(Tasks.FailureOf(null))),
                Verb.Release => new ReleaseSettlement(part.Slot),
                _ => new BurySettlement(
                    part.Slot, header.Id, part.Lane, part.Change, FailureFormat.Write(Tasks.FailureOf(BuryReason.Exhausted)), ResultOf(part, header.Id)),
            });
        }

        return settlements;
    }

    // Where a result may lie with others it ends with the last that was written, so that each here is kept as long as the one before.
    private static ResultWrite? ResultOf(Part part, TaskId id) => part.Keep is { } keep
        ? new ResultWrite(
            id,
            part.Verb == Verb.Complete ? ResultFormat.WriteValue([0x2A]) : ResultFormat.WriteFailure(Tasks.FailureOf(BuryReason.Exhausted)),
            id.ResultGroup is null ? keep : TimeSpan.FromSeconds(5))
        : null;
}
