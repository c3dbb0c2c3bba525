using System.Buffers.Binary;
using MessagePack;

namespace TypedTasks.Serialization;

public ref partial struct PayloadReader
{
    private static readonly long EarliestSecond = -DateTime.UnixEpoch.Ticks / TimeSpan.TicksPerSecond;
    private static readonly long LatestSecond = (DateTime.MaxValue - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerSecond;

    /// <summary>Reads a timestamp (ext -1).</summary>
    /// <returns>A time in UTC.</returns>
    /// <exception cref="PayloadException">It is not next, or is outside the years 1 to 9999.</exception>
    public DateTime ReadDateTime()
    {
        int at = position;
        return TryReadTicks(out long ticks) ? new DateTime(ticks, DateTimeKind.Utc) : throw Unreadable("a timestamp", at);
    }

    /// <summary>Reads <c>[timestamp of the clock reading, offset in minutes]</c>.</summary>
    /// <exception cref="PayloadException">It is not next, or the offset is beyond 14 hours.</exception>
    public DateTimeOffset ReadDateTimeOffset()
    {
        const string expected = "a DateTimeOffset as [timestamp, minutes]";
        int at = position;
        try
        {
            if (TryReadArrayHead(out int count) && count == 2 && TryReadTicks(out long ticks) && TryReadWhole(short.MinValue, short.MaxValue, out long minutes))
            {
                return new DateTimeOffset(ticks, TimeSpan.FromMinutes((int)minutes));
            }
        }
        catch (ArgumentException error)
        {
            // Beyond 14 hours, or the moment in UTC is outside the years 1 to 9999.
            throw Unreadable(expected, at, error);
        }

        throw Unreadable(expected, at);
    }

    /// <summary>Reads a date as the number of days since 1 January of the year 1.</summary>
    /// <exception cref="PayloadException">It is not next, or is outside the years 1 to 9999.</exception>
    public DateOnly ReadDateOnly() =>
        DateOnly.FromDayNumber((int)ReadWhole(DateOnly.MinValue.DayNumber, DateOnly.MaxValue.DayNumber, "a DateOnly as number of days"));

    /// <summary>Reads a time of day as the number of ticks (100 ns) since midnight.</summary>
    /// <exception cref="PayloadException">It is not next, or is beyond a day.</exception>
    public TimeOnly ReadTimeOnly() =>
        new(ReadWhole(TimeOnly.MinValue.Ticks, TimeOnly.MaxValue.Ticks, "a TimeOnly as number of ticks"));

    /// <summary>Reads a duration as the number of ticks (100 ns).</summary>
    /// <exception cref="PayloadException">It is not next.</exception>
    public TimeSpan ReadTimeSpan() => new(ReadWhole(long.MinValue, long.MaxValue, "a TimeSpan as number of ticks"));

    // The three forms of a timestamp: seconds; nanoseconds and seconds in 30 and 34 bits; nanoseconds and seconds in 32 and 64.
    private bool TryReadTicks(out long ticks)
    {
        ticks = 0;
        if (!TryReadExt(out ReadOnlySpan<byte> typeAndData) || (sbyte)typeAndData[0] != ReservedMessagePackExtensionTypeCode.DateTime)
        {
            return false;
        }

        ReadOnlySpan<byte> data = typeAndData[1..];
        long seconds;
        uint nanoseconds = 0;
        switch (data.Length)
        {
            case 4:
                seconds = BinaryPrimitives.ReadUInt32BigEndian(data);
                break;
            case 8:
                ulong both = BinaryPrimitives.ReadUInt64BigEndian(data);
                seconds = (long)(both & 0x3_FFFF_FFFF);
                nanoseconds = (uint)(both >> 34);
                break;
            case 12:
                nanoseconds = BinaryPrimitives.ReadUInt32BigEndian(data);
                seconds = BinaryPrimitives.ReadInt64BigEndian(data[4..]);
                break;
            default:
                return false;
        }

        if (seconds < EarliestSecond || seconds > LatestSecond)
        {
            return false;
        }

        ticks = DateTime.UnixEpoch.Ticks + (seconds * TimeSpan.TicksPerSecond) + (nanoseconds / TimeSpan.NanosecondsPerTick);
        return ticks <= DateTime.MaxValue.Ticks;
    }
}
