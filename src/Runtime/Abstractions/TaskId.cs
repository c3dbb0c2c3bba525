using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;

namespace TypedTasks;

/// <summary>
/// The identity of a task, 16 bytes: a shard (0 today), the time it was made (6 bytes, ms UTC), 4 bits that say about how long its
/// result is to be kept (0 where that is not known) and 68 random bits, so that ids sort by age. Its text form is 32 lower-case
/// hexadecimal digits. It is unique, not secret.
/// </summary>
public readonly struct TaskId : IEquatable<TaskId>, IComparable<TaskId>, ISpanParsable<TaskId>
{
    /// <summary>The size of an id in bytes.</summary>
    public const int Size = 16;

    // A group of results kept about as long: those of the tasks made within so many bits of milliseconds.
    private const int GroupBits = 4;
    private const int MaxKeepClass = 15;
    private static readonly TimeSpan LeastShared = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan FirstClass = TimeSpan.FromMinutes(4);

    // What is no time of ours was not made by New: ids out of text or counters would all be of one moment.
    private static readonly ulong EarliestMade = (ulong)new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();
    private static readonly ulong LatestMade = (ulong)new DateTimeOffset(2500, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();

    private readonly ulong high;
    private readonly ulong low;

    /// <summary>Reads an id from its 16 bytes.</summary>
    /// <exception cref="ArgumentException">There are not exactly 16 bytes.</exception>
    public TaskId(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Size)
        {
            throw new ArgumentException($"A task id has {Size} bytes, not {bytes.Length}.", nameof(bytes));
        }

        high = BinaryPrimitives.ReadUInt64BigEndian(bytes);
        low = BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]);
    }

    /// <summary>Makes a new id from the machine's clock and randomness, for a call that is to have it (<see cref="TaskCall{TResult}.WithId"/>).</summary>
    public static TaskId New() => New(RuntimeScheduler.Default);

    /// <summary>Makes a new id from the scheduler's clock and randomness: in tests the harness's.</summary>
    public static TaskId New(RuntimeScheduler scheduler)
    {
        ArgumentNullException.ThrowIfNull(scheduler);
        return NewAt(scheduler.Time.GetUtcNow(), TimeSpan.Zero, scheduler);
    }

    /// <summary>The same where the time was read already, and it is known how long the result will be kept.</summary>
    internal static TaskId NewAt(DateTimeOffset now, TimeSpan keepResult, RuntimeScheduler scheduler)
    {
        Span<byte> bytes = stackalloc byte[Size];
        scheduler.FillRandom(bytes[7..]);
        bytes[7] = (byte)((KeepClassOf(keepResult) << 4) | (bytes[7] & 0xF));
        BinaryPrimitives.WriteUInt64BigEndian(bytes, ((ulong)now.ToUnixTimeMilliseconds() << 8) | bytes[7]);
        bytes[0] = 0;
        return new TaskId(bytes);
    }

    /// <summary>
    /// The group of tasks that were made within the same 16 ms and whose results are kept about as long, within a factor of two: a
    /// broker may store these results together. Null where a result is to be stored by itself. The lowest 4 bits are the class
    /// of the time it is kept (1: up to 4 minutes, each further one twice as long), the others the time it was made, in 16 ms.
    /// </summary>
    public ulong? ResultGroup
    {
        get
        {
            ulong keepClass = (high >> 4) & MaxKeepClass;
            return keepClass != 0 && TellsWhenMade ? ((Made >> GroupBits) << 4) | keepClass : null;
        }
    }

    /// <summary>Whether <see cref="MadeAt"/> can be when it was made. It is not where the id was made of a text, a counter or random bytes.</summary>
    internal bool TellsWhenMade => Made >= EarliestMade && Made < LatestMade;

    // The shard of a later version stands above it.
    private ulong Made => (high >> 8) & 0xFFFF_FFFF_FFFF;

    private static int KeepClassOf(TimeSpan keep)
    {
        if (keep < LeastShared)
        {
            return 0;
        }

        int keepClass = 1;
        for (TimeSpan longest = FirstClass; longest < keep && keepClass <= MaxKeepClass; longest *= 2)
        {
            keepClass++;
        }

        return keepClass > MaxKeepClass ? 0 : keepClass;
    }

    /// <summary>When it was made, by its maker's clock (UTC, whole milliseconds).</summary>
    public DateTimeOffset MadeAt => DateTimeOffset.FromUnixTimeMilliseconds(
        Math.Min((long)Made, DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()));

    /// <summary>Writes the 16 bytes of the id.</summary>
    public void CopyTo(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt64BigEndian(destination, high);
        BinaryPrimitives.WriteUInt64BigEndian(destination[8..], low);
    }

    /// <summary>The 16 bytes of the id.</summary>
    public byte[] ToByteArray()
    {
        var bytes = new byte[Size];
        CopyTo(bytes);
        return bytes;
    }

    /// <summary>Reads the text form.</summary>
    /// <exception cref="FormatException">The text is not 32 hexadecimal digits.</exception>
    public static TaskId Parse(string text) => Parse(text.AsSpan(), null);

    /// <inheritdoc/>
    public static TaskId Parse(string s, IFormatProvider? provider) => Parse(s.AsSpan(), provider);

    /// <inheritdoc/>
    public static TaskId Parse(ReadOnlySpan<char> s, IFormatProvider? provider) =>
        TryParse(s, provider, out TaskId id) ? id : throw new FormatException("A task id is 32 hexadecimal digits.");

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out TaskId result) =>
        TryParse(s.AsSpan(), provider, out result);

    /// <inheritdoc/>
    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out TaskId result)
    {
        result = default;
        if (s.Length != Size * 2 || s.ContainsAnyExcept("0123456789abcdefABCDEF"))
        {
            return false;
        }

        result = new TaskId(Convert.FromHexString(s));
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() =>
        string.Create(Size * 2, this, static (text, id) =>
        {
            id.high.TryFormat(text, out _, "x16");
            id.low.TryFormat(text[Size..], out _, "x16");
        });

    /// <inheritdoc/>
    public bool Equals(TaskId other) => high == other.high && low == other.low;

    /// <inheritdoc/>
    public override bool Equals([NotNullWhen(true)] object? obj) => obj is TaskId other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(high, low);

    /// <inheritdoc/>
    public int CompareTo(TaskId other) => high != other.high ? high.CompareTo(other.high) : low.CompareTo(other.low);

    /// <summary>Whether both ids are the same.</summary>
    public static bool operator ==(TaskId left, TaskId right) => left.Equals(right);

    /// <summary>Whether the ids differ.</summary>
    public static bool operator !=(TaskId left, TaskId right) => !left.Equals(right);

    /// <summary>Whether <paramref name="left"/> is older.</summary>
    public static bool operator <(TaskId left, TaskId right) => left.CompareTo(right) < 0;

    /// <summary>Whether <paramref name="left"/> is younger.</summary>
    public static bool operator >(TaskId left, TaskId right) => left.CompareTo(right) > 0;

    /// <summary>Whether <paramref name="left"/> is older or the same.</summary>
    public static bool operator <=(TaskId left, TaskId right) => left.CompareTo(right) <= 0;

    /// <summary>Whether <paramref name="left"/> is younger or the same.</summary>
    public static bool operator >=(TaskId left, TaskId right) => left.CompareTo(right) >= 0;
}
