namespace TypedTasks.Simulation.Checking;

/// <summary>One process of senders or workers: simulated, or real connections that can be given up.</summary>
internal interface IProcess
{
    string Name { get; }

    bool IsDead { get; }

    /// <summary>kill -9.</summary>
    void Kill();
}
