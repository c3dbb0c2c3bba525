namespace TypedTasks.Envelopes.Sealing;

/// <summary>What is sealed. Each purpose has keys of its own, so that nothing sealed for one passes for another. The numbers are in the keys.</summary>
public enum SealPurpose : byte
{
    /// <summary>Headers, options and arguments of an envelope.</summary>
    Envelope = 1,

    /// <summary>The kept result of a task that completed.</summary>
    Result = 2,

    /// <summary>Why an attempt failed, beside a scheduled or buried task.</summary>
    Failure = 3,

    /// <summary>Why a task was buried, kept in the place of its result.</summary>
    KeptFailure = 4,
}
