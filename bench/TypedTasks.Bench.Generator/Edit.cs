namespace TypedTasks.Bench.Generator;

/// <summary>What somebody types. All but the last change nothing for the generator.</summary>
internal enum Edit
{
    /// <summary>A comment in a task's file.</summary>
    Comment,

    /// <summary>A statement in a task's body.</summary>
    Body,

    /// <summary>A file with a class of its own.</summary>
    NewFile,

    /// <summary>A body in a referenced project.</summary>
    ReferencedBody,

    /// <summary>A parameter of one task.</summary>
    Signature,
}
