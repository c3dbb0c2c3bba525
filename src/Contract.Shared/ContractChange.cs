namespace TypedTasks.Contract;

/// <summary>The ways in which a build can differ from its contract. One kind is one rule.</summary>
internal enum ContractChangeKind
{
    /// <summary>A task that the file does not have.</summary>
    Undeclared,

    /// <summary>A name of the file on which nothing runs any more.</summary>
    Removed,

    /// <summary>A task that is gone, and a new one of the same signature.</summary>
    Renamed,

    /// <summary>An argument is not read any more.</summary>
    ParameterRemoved,

    /// <summary>An argument is read at another place.</summary>
    ParameterReordered,

    /// <summary>An argument is read as another type.</summary>
    ParameterRetyped,

    /// <summary>An argument must be there that older messages do not have.</summary>
    ParameterRequired,

    /// <summary>Somebody who waits for a result cannot read it.</summary>
    ResultNarrowed,

    /// <summary>A number means another value of an enum, or none.</summary>
    EnumChanged,

    /// <summary>An argument was added under the old version.</summary>
    VersionKept,

    /// <summary>An object, or a union, cannot be read as it was written.</summary>
    ShapeChanged,

    /// <summary>A version is lower than it was.</summary>
    VersionLowered,

    /// <summary>Different, and no message minds.</summary>
    OutOfDate,
}

/// <summary>One difference between a contract and a build.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Subject">The task's wire name, or the shape's name.</param>
/// <param name="Member">The parameter, member or value that it is about, or null.</param>
/// <param name="Message">One sentence without its full stop.</param>
internal sealed record ContractChange(ContractChangeKind Kind, string Subject, string? Member, string Message)
{
    /// <summary>Whether messages that were sent, or results that are waited for, suffer.</summary>
    public bool IsBreaking => Kind is not (ContractChangeKind.Undeclared or ContractChangeKind.OutOfDate);
}
