namespace TypedTasks.Serialization;

public ref partial struct PayloadReader
{
    /// <summary>Whether both stand at the same byte, in the same object or collection.</summary>
    internal readonly bool IsAt(in PayloadReader other) => Position == other.Position && depth == other.depth;
}
