namespace TypedTasks.Serialization;

public ref partial struct PayloadReader
{
    /// <summary>Reads a timestamp (ext -1).</summary>
    /// <returns>A time in UTC.</returns>
    /// <exception cref="PayloadException">It is not next, or is outside the years 1 to 9999.</exception>
    public DateTime ReadDateTime()
    {
        long at = Position;
        try
        {
            return reader.ReadDateTime();
        }
        catch (Exception error) when (IsMalformed(error))
        {
            throw Unreadable("a timestamp", at, error);
        }
    }

    /// <summary>Reads <c>[timestamp of the clock reading, offset in minutes]</c>.</summary>
    /// <exception cref="PayloadException">It is not next, or the offset is beyond 14 hours.</exception>
    public DateTimeOffset ReadDateTimeOffset()
    {
        const string expected = "a DateTimeOffset as [timestamp, minutes]";
        long at = Position;
        try
        {
            if (reader.ReadArrayHeader() == 2)
            {
                long ticks = reader.ReadDateTime().Ticks;
                return new DateTimeOffset(ticks, TimeSpan.FromMinutes(reader.ReadInt16()));
            }
        }
        catch (Exception error) when (IsMalformed(error))
        {
            throw Unreadable(expected, at, error);
        }

        throw Unreadable(expected, at);
    }

    /// <summary>Reads a date as the number of days since 1 January of the year 1.</summary>
    /// <exception cref="PayloadException">It is not next, or is outside the years 1 to 9999.</exception>
    public DateOnly ReadDateOnly()
    {
        long at = Position;
        try
        {
            return DateOnly.FromDayNumber(reader.ReadInt32());
        }
        catch (Exception error) when (IsMalformed(error))
        {
            throw Unreadable("a DateOnly as number of days", at, error);
        }
    }

    /// <summary>Reads a time of day as the number of ticks (100 ns) since midnight.</summary>
    /// <exception cref="PayloadException">It is not next, or is beyond a day.</exception>
    public TimeOnly ReadTimeOnly()
    {
        long at = Position;
        try
        {
            return new TimeOnly(reader.ReadInt64());
        }
        catch (Exception error) when (IsMalformed(error))
        {
            throw Unreadable("a TimeOnly as number of ticks", at, error);
        }
    }

    /// <summary>Reads a duration as the number of ticks (100 ns).</summary>
    /// <exception cref="PayloadException">It is not next.</exception>
    public TimeSpan ReadTimeSpan()
    {
        long at = Position;
        try
        {
            return new TimeSpan(reader.ReadInt64());
        }
        catch (Exception error) when (IsMalformed(error))
        {
            throw Unreadable("a TimeSpan as number of ticks", at, error);
        }
    }
}
