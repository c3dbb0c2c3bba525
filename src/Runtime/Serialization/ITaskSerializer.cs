namespace TypedTasks.Serialization;

/// <summary>Writes and reads one type in a form of one's own. Named by <see cref="TaskSerializerAttribute"/>, called by generated code.</summary>
/// <remarks>
/// <para>
/// <see cref="Write"/> writes exactly one value (a number, a text, one array or map with what is in it) and <see cref="Read"/> reads exactly that
/// one; what reads more or less makes the payload unreadable. An array or map that holds other values is stepped into and out of with <c>Enter</c> and
/// <c>Leave</c>, as the bound of depth wants.
/// </para>
/// <para>
/// Null never comes here: it is nil on the wire, and nil is null again; of a <c>T?</c> of a struct likewise. Whatever <see cref="Read"/> throws makes
/// the payload unreadable, as if the bytes were wrong; whatever <see cref="Write"/> throws makes <c>Delay</c> fail.
/// </para>
/// <para>Messages wait in queues: what <see cref="Read"/> read once it must read as long as such messages may come.</para>
/// </remarks>
/// <typeparam name="T">The type that is written and read.</typeparam>
public interface ITaskSerializer<T>
{
    /// <summary>Writes a value.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="value">The value, never null.</param>
    static abstract void Write(ref PayloadWriter writer, T value);

    /// <summary>Reads a value.</summary>
    /// <param name="reader">Where from.</param>
    /// <returns>The value, never null.</returns>
    static abstract T Read(ref PayloadReader reader);
}
