namespace TypedTasks.Serialization;

public ref partial struct PayloadWriter
{
    /// <summary>What to throw where a value is of no case of its union.</summary>
    /// <param name="type">The class of the value.</param>
    /// <param name="union">The union.</param>
    public readonly PayloadException NoCase(Type type, Type union)
    {
        ArgumentNullException.ThrowIfNull(type);
        ArgumentNullException.ThrowIfNull(union);
        return new($"{type} is no case of the union {union}, and nothing on the wire could name it. Declare it with [TaskUnion(key, typeof({type.Name}))] on {union.Name}; a class that derives from a case is a case of its own.");
    }
}
