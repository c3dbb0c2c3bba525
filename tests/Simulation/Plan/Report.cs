using TypedTasks.Simulation.Engine;

namespace TypedTasks.Simulation.Plan;

/// <summary>What became of one world.</summary>
/// <param name="Seed">Its seed.</param>
/// <param name="Violation">Which promise was broken, or null.</param>
/// <param name="Coverage">What was hit.</param>
/// <param name="History">What happened, if it was written.</param>
/// <param name="Steps">How many steps its processes did.</param>
internal sealed record Report(int Seed, string? Violation, Coverage Coverage, string History, long Steps);
