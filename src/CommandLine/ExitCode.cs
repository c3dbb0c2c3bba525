namespace TypedTasks.CommandLine;

/// <summary>What the process says to the pipeline that started it.</summary>
internal static class ExitCode
{
    /// <summary>Everything would run; every invariant holds.</summary>
    public const int Fine = 0;

    /// <summary>Something would not run, or is broken; the output says what.</summary>
    public const int Broken = 1;

    /// <summary>The question could not be answered: wrong arguments, an unreadable file, a Redis that cannot be reached.</summary>
    public const int Failed = 2;
}
