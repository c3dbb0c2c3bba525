using TypedTasks.Simulation.Engine;
using TypedTasks.Simulation.Network;

namespace TypedTasks.Simulation.Workload;

/// <summary>All worker processes that ever were, by the session that their leases begin with.</summary>
internal sealed class Fleet
{
    private readonly Dictionary<string, WorkerProcess> bySession = new(StringComparer.Ordinal);
    private readonly List<WorkerProcess> all = [];

    public IReadOnlyList<WorkerProcess> All => all;

    public IEnumerable<WorkerProcess> Alive => all.Where(static one => !one.Node.IsDead && !one.HasEnded);

    public void Add(WorkerProcess process)
    {
        all.Add(process);
        bySession[process.Session] = process;
    }

    public SimNode? NodeOf(string session) => bySession.GetValueOrDefault(EmptyLeases.SessionOf(session))?.Node;

    public bool IsAlive(string session) => bySession.TryGetValue(EmptyLeases.SessionOf(session), out WorkerProcess? process) && !process.Node.IsDead && !process.HasEnded;

    public bool IsHeard(string session) => bySession.TryGetValue(EmptyLeases.SessionOf(session), out WorkerProcess? process) && process.Broker.Listening?.IsHeard == true;
}
