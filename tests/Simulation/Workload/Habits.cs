namespace TypedTasks.Simulation.Workload;

/// <summary>What the handlers of a process draw on.</summary>
/// <param name="Next">A random number from 0, below a bound.</param>
/// <param name="Time">The clock that they wait on.</param>
/// <param name="IsNew">Whether the process knows the newest task.</param>
/// <param name="Pace">What they take, as a part of what they take in a simulated world, where time costs nothing.</param>
internal sealed record Habits(Func<int, int> Next, TimeProvider Time, bool IsNew, double Pace = 1);
