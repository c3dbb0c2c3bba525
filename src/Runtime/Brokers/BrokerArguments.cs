using System.Buffers;
using TypedTasks.Envelopes;

namespace TypedTasks.Brokers;

/// <summary>What a call to a broker must bring. Every broker checks it first, so that a call that is refused has written nothing.</summary>
public static class BrokerArguments
{
    /// <summary>The longest session, in characters.</summary>
    public const int MaxSessionLength = 64;

    private static readonly SearchValues<char> SessionCharacters =
        SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <summary>Checks the lanes of a batch, and that each envelope has a header: an empty one would look like a settled slot.</summary>
    /// <exception cref="ArgumentException">One of them is not so.</exception>
    public static void Check(ReadOnlySpan<EnqueueItem> items)
    {
        foreach (ref readonly EnqueueItem item in items)
        {
            Check(item.Lane);
            ArgumentOutOfRangeException.ThrowIfLessThan(item.RememberFor, TimeSpan.Zero, nameof(items));
            ArgumentOutOfRangeException.ThrowIfNegative(item.QueueLimit, nameof(items));
            if (item.Envelope.Length < EnvelopeHeader.Size)
            {
                throw new ArgumentException(
                    $"The envelope of task {item.Id} has {item.Envelope.Length} bytes: less than the {EnvelopeHeader.Size} of its header.", nameof(items));
            }
        }
    }

    /// <summary>Checks the names, the count and the time of a take.</summary>
    /// <exception cref="ArgumentException">One of them is out of its bounds.</exception>
    public static void Check(TakeRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        CheckSession(request.Lease.Session);
        ArgumentOutOfRangeException.ThrowIfLessThan(request.Lease.Sequence, 1, nameof(request));
        CheckBatch(request.MaxItems);
        CheckBatch(request.Lanes.Count);
        ArgumentOutOfRangeException.ThrowIfLessThan(request.MaxBytes, 1, nameof(request));
        CheckLeaseTime(request.LeaseTime);
        for (int i = 0; i < request.Lanes.Count; i++)
        {
            Check(request.Lanes[i]);
        }

        ArgumentNullException.ThrowIfNull(request.IdleOn);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(request.IdleOn.Count, TakeRequest.MaxBatch, nameof(request));
        CheckQueues(request.IdleOn);
        if (request.WaitIn is { } lane && (lane.IsSuspect || !request.Lanes.Contains(lane)))
        {
            throw new ArgumentException($"An empty lease is left for one of the lanes of its take, and not for suspects; {lane} is none of these.", nameof(request));
        }

        if (request.Replaces is { } replaced && (!replaced.IsEmpty || replaced.Id.Session != request.Lease.Session || replaced.Id.Sequence >= request.Lease.Sequence))
        {
            throw new ArgumentException($"Take {request.Lease} cannot replace lease {replaced.Id}: only an empty one of an earlier take of its own session.", nameof(request));
        }
    }

    /// <summary>Checks that each slot is one of the lease and named once, that each lane was made, and that outcomes are kept for some time.</summary>
    /// <exception cref="ArgumentException">One of them is not so.</exception>
    public static void Check(Lease lease, IReadOnlyList<Settlement> settlements)
    {
        ArgumentNullException.ThrowIfNull(lease);
        ArgumentNullException.ThrowIfNull(settlements);
        Span<ulong> seen = stackalloc ulong[(TakeRequest.MaxBatch / 64) + 1];
        seen.Clear();
        for (int i = 0; i < settlements.Count; i++)
        {
            int slot = settlements[i].Slot;
            if (slot < 0 || slot >= lease.Envelopes.Count || slot >= TakeRequest.MaxBatch || (seen[slot / 64] & (1UL << (slot % 64))) != 0)
            {
                throw new ArgumentException(
                    $"Slot {slot} is named twice or is none of lease {lease.Id}, which has {lease.Envelopes.Count}.", nameof(settlements));
            }

            seen[slot / 64] |= 1UL << (slot % 64);
            switch (settlements[i])
            {
                case RetrySettlement retry:
                    Check(retry.Lane);
                    break;
                case BurySettlement bury:
                    Check(bury.Lane);
                    Check(bury.Result);
                    if (bury.Result is { } failed && failed.Id != bury.Id)
                    {
                        throw new ArgumentException($"The outcome kept for slot {slot} is of task {failed.Id}, and the slot holds task {bury.Id}.", nameof(settlements));
                    }

                    break;
                case CompleteSettlement complete:
                    Check(complete.Result);
                    break;
                case ReleaseSettlement:
                    break;
                default:
                    throw new ArgumentException($"{settlements[i].GetType()} is no settlement that a broker knows.", nameof(settlements));
            }
        }
    }

    /// <summary>Checks the times and the limit of a rescue.</summary>
    /// <exception cref="ArgumentException">The lease is not more than zero and at most a day, the limit not 1 to 255, or the delay negative.</exception>
    public static void Check(RescueRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        CheckLeaseTime(request.LeaseTime);
        ArgumentOutOfRangeException.ThrowIfLessThan(request.DeliveryLimit, 1, nameof(request));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(request.DeliveryLimit, byte.MaxValue, nameof(request));
        ArgumentOutOfRangeException.ThrowIfLessThan(request.SuspectDelay, TimeSpan.Zero, nameof(request));
    }

    /// <summary>Checks how many tasks or lanes a call may name.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not 1 to 1,000.</exception>
    public static void CheckBatch(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, TakeRequest.MaxBatch);
    }

    /// <summary>Checks the length of a lease.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not more than zero and at most a day.</exception>
    public static void CheckLeaseTime(TimeSpan leaseTime)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(leaseTime, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(leaseTime, TimeSpan.FromDays(1));
    }

    /// <summary>Checks the bounds of a page.</summary>
    /// <returns>How many it shows: <paramref name="take"/>, at most <see cref="IInspectionPort.MaxPage"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">One of them is negative.</exception>
    public static int CheckPage(int skip, int take)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(skip);
        ArgumentOutOfRangeException.ThrowIfNegative(take);
        return Math.Min(take, IInspectionPort.MaxPage);
    }

    /// <summary>Checks a worker's session.</summary>
    /// <exception cref="ArgumentException">It is not 1 to 64 ASCII letters and digits.</exception>
    public static void CheckSession(string session)
    {
        ArgumentNullException.ThrowIfNull(session);
        if (session.Length is 0 or > MaxSessionLength || session.AsSpan().ContainsAnyExcept(SessionCharacters))
        {
            throw new ArgumentException($"'{NameGrammar.Printable(session)}' is no session. Use 1 to {MaxSessionLength} ASCII letters and digits.", nameof(session));
        }
    }

    /// <summary>Checks the queues that a worker waits for.</summary>
    /// <exception cref="ArgumentException">One of them is outside the grammar.</exception>
    public static void CheckQueues(IReadOnlyList<string> queues)
    {
        ArgumentNullException.ThrowIfNull(queues);
        for (int i = 0; i < queues.Count; i++)
        {
            NameGrammar.CheckQueue(queues[i]);
        }
    }

    private static void Check(ResultWrite? result)
    {
        if (result is not null)
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(result.KeepFor, TimeSpan.Zero, nameof(result));
        }
    }

    /// <summary>Checks a lane.</summary>
    /// <exception cref="ArgumentException">It was never made.</exception>
    public static void Check(Lane lane)
    {
        if (lane.Queue is null)
        {
            throw new ArgumentException("A lane was never made: use Lane.Of or Lane.Suspects.", nameof(lane));
        }
    }
}
