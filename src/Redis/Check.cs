using System.Buffers;
using TypedTasks.Brokers;
using TypedTasks.Envelopes;

namespace TypedTasks.Redis;

/// <summary>What a call must bring, checked before anything is sent: a name outside its grammar never becomes part of a key.</summary>
internal static class Check
{
    private const int MaxSessionLength = 64;

    private static readonly SearchValues<char> LettersAndDigits =
        SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    public static void Lane(Lane lane)
    {
        if (lane.Queue is null)
        {
            throw new ArgumentException("A lane was never made: use Lane.Of or Lane.Suspects.", nameof(lane));
        }
    }

    public static void Items(ReadOnlySpan<EnqueueItem> items)
    {
        foreach (ref readonly EnqueueItem item in items)
        {
            Lane(item.Lane);
            Envelope(item.Envelope);
            ArgumentOutOfRangeException.ThrowIfLessThan(item.RememberFor, TimeSpan.Zero, nameof(items));
            ArgumentOutOfRangeException.ThrowIfNegative(item.QueueLimit, nameof(items));
        }
    }

    public static void Envelope(ReadOnlyMemory<byte> envelope)
    {
        if (envelope.Length < EnvelopeHeader.Size)
        {
            throw new ArgumentException($"An envelope has at least the {EnvelopeHeader.Size} bytes of its header, not {envelope.Length}.", nameof(envelope));
        }
    }

    public static void Session(string session)
    {
        ArgumentNullException.ThrowIfNull(session);
        if (session.Length is 0 or > MaxSessionLength || session.AsSpan().ContainsAnyExcept(LettersAndDigits))
        {
            throw new ArgumentException($"'{session}' is no session. Use 1 to {MaxSessionLength} ASCII letters and digits.", nameof(session));
        }
    }

    public static void Lease(LeaseId lease)
    {
        Session(lease.Session);
        if (lease.Sequence < 1)
        {
            throw new ArgumentException("The leases of a session are numbered from 1.", nameof(lease));
        }
    }

    public static void Batch(int count, string name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, TakeRequest.MaxBatch, name);
    }

    public static void Positive(TimeSpan time, string name) => ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(time, TimeSpan.Zero, name);

    public static void LeaseTime(TimeSpan time, string name)
    {
        Positive(time, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(time, TimeSpan.FromDays(1), name);
    }

    public static void Result(ResultWrite? result)
    {
        if (result is not null)
        {
            Positive(result.KeepFor, nameof(result));
        }
    }

    public static void Take(TakeRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        Lease(request.Lease);
        Batch(request.MaxItems, nameof(request));
        Batch(request.Lanes.Count, nameof(request));
        LeaseTime(request.LeaseTime, nameof(request));
        ArgumentOutOfRangeException.ThrowIfLessThan(request.MaxBytes, 1, nameof(request));
        foreach (Lane lane in request.Lanes)
        {
            Lane(lane);
        }
    }

    public static void Rescue(RescueRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        LeaseTime(request.LeaseTime, nameof(request));
        ArgumentOutOfRangeException.ThrowIfLessThan(request.DeliveryLimit, 1, nameof(request));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(request.DeliveryLimit, (int)byte.MaxValue, nameof(request));
        ArgumentOutOfRangeException.ThrowIfLessThan(request.SuspectDelay, TimeSpan.Zero, nameof(request));
    }
}
