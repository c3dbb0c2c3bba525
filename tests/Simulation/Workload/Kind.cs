namespace TypedTasks.Simulation.Workload;

/// <summary>What a simulated task does; each is a task <c>Sim.&lt;Kind&gt;</c>.</summary>
internal enum Kind
{
    /// <summary>Returns at once.</summary>
    Quick,

    /// <summary>Awaits a little.</summary>
    Short,

    /// <summary>Runs longer than a lease lives without renewal.</summary>
    Long,

    /// <summary>Runs long and ignores its token.</summary>
    Deaf,

    /// <summary>Fails once, then works.</summary>
    FailsOnce,

    /// <summary>Fails always.</summary>
    Fails,

    /// <summary>Says that another attempt is of no use.</summary>
    GivesUp,

    /// <summary>Asks for another run later, once.</summary>
    Snoozes,

    /// <summary>Kills its process.</summary>
    Poison,

    /// <summary>Returns a value that is kept.</summary>
    Answers,

    /// <summary>Delays another task.</summary>
    Sends,

    /// <summary>Is known to new workers only.</summary>
    New,

    /// <summary>Cannot be read.</summary>
    Unreadable,

    /// <summary>Expires soon.</summary>
    Fleeting,
}
