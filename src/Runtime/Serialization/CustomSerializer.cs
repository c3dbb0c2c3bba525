namespace TypedTasks.Serialization;

/// <summary>Calls users' serializers; generated code calls this. Null, exceptions and values left over are settled here, the same for all.</summary>
public static class CustomSerializer
{
    /// <summary>Writes a value, nil for null.</summary>
    /// <typeparam name="TSerializer">What writes it.</typeparam>
    /// <typeparam name="T">Its type.</typeparam>
    /// <exception cref="PayloadException">The serializer threw.</exception>
    public static void Write<TSerializer, T>(ref PayloadWriter writer, T? value)
        where TSerializer : ITaskSerializer<T>
    {
        if (value is null)
        {
            writer.WriteNil();
            return;
        }

        try
        {
            TSerializer.Write(ref writer, value);
        }
        catch (Exception error) when (IsTheirs(error))
        {
            throw new PayloadException($"{typeof(TSerializer)} cannot write a value of {typeof(T)}: {error.Message}", inner: error);
        }
    }

    /// <summary>Writes a value of a struct, nil for null.</summary>
    /// <inheritdoc cref="Write{TSerializer, T}"/>
    public static void WriteNullable<TSerializer, T>(ref PayloadWriter writer, T? value)
        where TSerializer : ITaskSerializer<T>
        where T : struct
    {
        if (value is { } some)
        {
            Write<TSerializer, T>(ref writer, some);
        }
        else
        {
            writer.WriteNil();
        }
    }

    /// <summary>Reads a value, null for nil where the type has one.</summary>
    /// <typeparam name="TSerializer">What reads it.</typeparam>
    /// <typeparam name="T">Its type.</typeparam>
    /// <exception cref="PayloadException">The serializer threw, or did not read exactly one value.</exception>
    public static T Read<TSerializer, T>(ref PayloadReader reader)
        where TSerializer : ITaskSerializer<T>
    {
        if (default(T) is null && reader.TryReadNil())
        {
            return default!;
        }

        PayloadReader ahead = reader;
        ahead.Skip();
        T value;
        try
        {
            value = TSerializer.Read(ref reader);
        }
        catch (Exception error) when (IsTheirs(error))
        {
            throw reader.Refused($"{typeof(TSerializer)} cannot read a value of {typeof(T)}: {error.Message.TrimEnd('.')}", error);
        }

        return reader.IsAt(ahead) ? value : throw reader.Refused($"{typeof(TSerializer)} reads more or less than the one value that is there");
    }

    /// <summary>Reads a value of a struct, null for nil.</summary>
    /// <inheritdoc cref="Read{TSerializer, T}"/>
    public static T? ReadNullable<TSerializer, T>(ref PayloadReader reader)
        where TSerializer : ITaskSerializer<T>
        where T : struct => reader.TryReadNil() ? null : Read<TSerializer, T>(ref reader);

    // Memory that has run out says nothing about the payload.
    private static bool IsTheirs(Exception error) => error is not (PayloadException or OutOfMemoryException);
}
