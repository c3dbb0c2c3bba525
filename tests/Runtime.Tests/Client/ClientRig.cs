using System.Buffers;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using TypedTasks.BrokerConformance.Tasks;
using TypedTasks.Brokers;
using TypedTasks.Brokers.InMemory;
using TypedTasks.Client;
using TypedTasks.Dispatch;
using TypedTasks.Envelopes;
using TypedTasks.Serialization;
using TypedTasks.Telemetry;

namespace TypedTasks.Runtime.Tests.Client;

/// <summary>A client on an in-memory broker and a clock of the test's own; the test is the worker.</summary>
internal sealed class ClientRig
{
    private long sequence;

    public ClientRig(Action<TypedTasksOptions>? configure = null, IBroker? broker = null, params IEnqueueFilter[] filters)
    {
        var options = new TypedTasksOptions();
        configure?.Invoke(options);
        Scheduler = new SystemScheduler(Time);
        Memory = new InMemoryBroker(Scheduler);
        Broker = broker is SickBroker sick ? sick.On(Memory) : broker ?? Memory;
        var module = new TestModule();
        module.Add(new SquareInvoker(SquareTask.Plain));
        Client = new BrokerTaskClient(Broker, options, new DispatchTable([module]), filters, Scheduler);
        Inspector = new BrokerTaskInspector(Broker, Scheduler);
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));

    public RuntimeScheduler Scheduler { get; }

    public InMemoryBroker Memory { get; }

    public IBroker Broker { get; }

    public BrokerTaskClient Client { get; }

    public BrokerTaskInspector Inspector { get; }

    /// <summary>Takes what a lane holds, up to 1,000.</summary>
    public async Task<Lease?> TakeAsync(Lane? lane = null) => await Memory.TakeAsync(new TakeRequest(
        new LeaseId("rig", ++sequence), [lane ?? Lane.Of("default")], TakeRequest.MaxBatch, int.MaxValue, TimeSpan.FromMinutes(1)));

    /// <summary>Takes the one envelope of a lane and reads it.</summary>
    public async Task<TaskEnvelope> TakeOneAsync(Lane? lane = null)
    {
        Lease? lease = await TakeAsync(lane);
        Assert.NotNull(lease);
        return Read(Assert.Single(lease.Envelopes));
    }

    public static TaskEnvelope Read(ReadOnlyMemory<byte> bytes)
    {
        Assert.Equal(EnvelopeProblem.None, EnvelopeFormat.TryRead(bytes, out TaskEnvelope envelope));
        return envelope;
    }

    public static SquareArgs ArgumentsOf(TaskEnvelope envelope)
    {
        var reader = new PayloadReader(envelope.Arguments);
        return SquareTask.Plain.ReadArguments(ref reader);
    }

    /// <summary>Takes one task and settles it as completed, its result kept if its envelope asks for that.</summary>
    public async Task CompleteAsync(int result)
    {
        Lease lease = (await TakeAsync())!;
        TaskEnvelope envelope = Read(lease.Envelopes[0]);
        var output = new ArrayBufferWriter<byte>();
        var writer = new PayloadWriter(output);
        writer.Write(result);
        writer.Flush();
        ResultWrite? kept = envelope.Options.KeepResult is { } keep
            ? new ResultWrite(envelope.Header.Id, ResultFormat.WriteValue(output.WrittenSpan), keep)
            : null;
        await Memory.SettleAsync(lease, [new CompleteSettlement(0, kept)]);
    }

    /// <summary>Takes one task and buries it, its failure kept if its envelope asks for that.</summary>
    public async Task BuryAsync(BuryReason reason = BuryReason.Exhausted, bool keep = true, string message = "The oven is cold.")
    {
        Lease lease = (await TakeAsync())!;
        EnvelopeHeader.TryRead(lease.Envelopes[0].Span, out EnvelopeHeader header);
        var failure = new Failure(reason, "System.InvalidOperationException", message, "at Shop.Bakery.Bake()", Time.GetUtcNow());
        ResultWrite? kept = keep ? new ResultWrite(header.Id, ResultFormat.WriteFailure(failure), TimeSpan.FromHours(1)) : null;
        await Memory.SettleAsync(lease, [new BurySettlement(0, header.Id, lease.Lane, HeaderChange.AttemptSpent, FailureFormat.Write(failure), kept)]);
    }

    /// <summary>Puts bytes that are no envelope into the dead letters.</summary>
    public async Task BuryGarbageAsync(TaskId id)
    {
        byte[] bytes = [.. Enumerable.Repeat((byte)0xC1, 64)];
        await Memory.EnqueueAsync(new[] { new EnqueueItem(id, Lane.Of("default"), DueTime.Now, bytes) });
        Lease lease = (await TakeAsync())!;
        var failure = new Failure(BuryReason.Unreadable, null, "no envelope", null, Time.GetUtcNow());
        await Memory.SettleAsync(lease, [new BurySettlement(0, id, lease.Lane, HeaderChange.None, FailureFormat.Write(failure))]);
    }

    /// <summary>The headers apart from those of a trace, which any test that listens to spans brings to all.</summary>
    public static Dictionary<string, string> HeadersOf(TaskEnvelope envelope) => envelope.Headers
        .Where(header => header.Key is not (TelemetryNames.TraceParentHeader or TelemetryNames.TraceStateHeader))
        .ToDictionary(StringComparer.Ordinal);

    public static string NameOf(TaskEnvelope envelope) => Encoding.UTF8.GetString(envelope.Name.Span);
}
