namespace TypedTasks.Serialization;

/// <summary>The bounds of promise G8 that hold whatever the types are.</summary>
public static class PayloadLimits
{
    /// <summary>How many objects and collections may be nested in one another, 64, when writing and when reading.</summary>
    public const int MaxDepth = 64;

    /// <summary>
    /// How many elements are made room for on the word of a count alone, 1,024; beyond it a collection grows with what was
    /// really read, so that a lying count costs next to nothing, also when it is told once a level.
    /// </summary>
    public const int MaxInitialCapacity = 1024;
}
