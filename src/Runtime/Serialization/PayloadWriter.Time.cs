namespace TypedTasks.Serialization;

public ref partial struct PayloadWriter
{
    /// <summary>Writes a timestamp (ext -1). A local time is converted to UTC, one of unspecified kind is taken as UTC.</summary>
    public void Write(DateTime value) => writer.Write(value);

    /// <summary>Writes <c>[timestamp of the clock reading, offset in minutes]</c>: both the moment and its offset survive.</summary>
    public void Write(DateTimeOffset value)
    {
        writer.WriteArrayHeader(2);
        writer.Write(new DateTime(value.Ticks, DateTimeKind.Utc));
        writer.Write((short)value.TotalOffsetMinutes);
    }

    /// <summary>Writes the number of days since 1 January of the year 1.</summary>
    public void Write(DateOnly value) => writer.Write(value.DayNumber);

    /// <summary>Writes the number of ticks (100 ns) since midnight.</summary>
    public void Write(TimeOnly value) => writer.Write(value.Ticks);

    /// <summary>Writes the number of ticks (100 ns).</summary>
    public void Write(TimeSpan value) => writer.Write(value.Ticks);
}
