using System.Buffers;
using TypedTasks.Brokers;
using TypedTasks.Dispatch;
using TypedTasks.Envelopes;
using TypedTasks.Envelopes.Sealing;

namespace TypedTasks.Worker;

/// <summary>
/// The one value that the executor's steps fill in turn. Each slot loop has one and begins it anew for each slot; what a
/// handler may keep (its <see cref="TaskContext"/>) is made fresh for the handlers that ask for it.
/// </summary>
internal sealed class Attempt
{
    private const int KeepUpTo = 64 * 1024;

    private ArrayBufferWriter<byte>? resultBuffer;

    // Read in place, and not cleared between attempts: reading it is the first step of each.
    private TaskEnvelope envelope;

    // Where an encrypted envelope is opened. Its arguments are read before the slot loop goes on to the next.
    private byte[] openBuffer = [];

    /// <summary>The lease.</summary>
    public HeldLease Held { get; private set; } = null!;

    /// <summary>The slot of the lease.</summary>
    public int Slot { get; private set; }

    /// <summary>The header; the default where not even that can be read.</summary>
    public EnvelopeHeader Header { get; set; }

    /// <summary>The envelope, once read.</summary>
    public ref readonly TaskEnvelope Envelope => ref envelope;

    /// <summary>What travelled; nothing until the envelope is read.</summary>
    public TravelOptions Travel { get; set; } = TravelOptions.None;

    /// <summary>The task's place in the dispatch table, -1 until found.</summary>
    public int TaskIndex { get; set; }

    /// <summary>The task's entry, once found.</summary>
    public TaskInvoker? Invoker { get; set; }

    /// <summary>What holds for the task; the defaults until it is found.</summary>
    public RunOptions Options { get; set; } = RunOptions.Default;

    /// <summary>What the handler may know, once it is about to run.</summary>
    public ref AttemptFacts Facts => ref Invocation.Facts;

    /// <summary>What the invoker is given; the same object for each attempt.</summary>
    public TaskInvocation Invocation { get; } = new();

    /// <summary>The log scope of the loop, or none.</summary>
    public SlotLogScope? LogScope { get; init; }

    /// <summary>Ends the attempt after its timeout; null where it has none.</summary>
    public CancellationTokenSource? Timeout { get; set; }

    /// <summary>Seals what is written of it; null where there are no keys. Set when its envelope is read.</summary>
    public IEnvelopeSeal? Seal { get; private set; }

    /// <summary>The number of this attempt, 1 for the first.</summary>
    public int Number => Header.Attempts + 1;

    /// <summary>The bytes of the envelope.</summary>
    public ReadOnlyMemory<byte> Bytes => Held.Lease.Envelopes[Slot];

    /// <summary>The queue.</summary>
    public string Queue => Held.Lease.Lane.Queue;

    /// <summary>The name for logs and metrics.</summary>
    public string Name => Invoker?.Name ?? "(unknown)";

    /// <summary>Where the task belongs: a suspect goes back to its own band.</summary>
    public Lane HomeLane => Held.Lease.Lane.IsSuspect ? Lane.Of(Queue, Travel.Priority) : Held.Lease.Lane;

    /// <summary>Whether the result, or the failure in its place, is kept.</summary>
    public bool KeepsResult => Travel.KeepResult > TimeSpan.Zero;

    /// <summary>Whether the timeout, and not the worker, cancelled the handler.</summary>
    public bool TimedOut => Timeout is { IsCancellationRequested: true } && !Held.Token.IsCancellationRequested;

    /// <summary>What was written into <see cref="ResultBuffer"/>.</summary>
    public ReadOnlySpan<byte> ResultBytes => resultBuffer is null ? default : resultBuffer.WrittenSpan;

    /// <summary>Begins with a slot.</summary>
    public Attempt Begin(HeldLease held, int slot)
    {
        (Held, Slot) = (held, slot);
        Header = default;
        Travel = TravelOptions.None;
        TaskIndex = -1;
        Invoker = null;
        Options = RunOptions.Default;
        Timeout = null;
        return this;
    }

    /// <summary>Reads <see cref="Envelope"/>, and opens it where it is sealed.</summary>
    public EnvelopeProblem Open(IEnvelopeSeal? seal)
    {
        Seal = seal;
        if (openBuffer.Length > KeepUpTo)
        {
            openBuffer = [];
        }

        return EnvelopeFormat.TryRead(Bytes, seal, ref openBuffer, out envelope);
    }

    /// <summary>What is written of it from now on is not sealed: its keys threw.</summary>
    public void Unseal() => Seal = null;

    /// <summary>An empty buffer for the result.</summary>
    public ArrayBufferWriter<byte> ResultBuffer()
    {
        if (resultBuffer is null || resultBuffer.Capacity > KeepUpTo)
        {
            resultBuffer = new ArrayBufferWriter<byte>(256);
        }

        resultBuffer.ResetWrittenCount();
        return resultBuffer;
    }
}
