using TypedTasks.Brokers.InMemory;
using TypedTasks.Simulation.Engine;
using TypedTasks.Simulation.Network;
using TypedTasks.Simulation.Workload;

namespace TypedTasks.Simulation.Checking;

/// <summary>A simulated world: the checker stands beside the server's state and sees it after every step.</summary>
internal sealed class SimScene(World world, Server server, Fleet fleet) : IScene
{
    public Coverage Coverage => world.Coverage;

    public bool HasHistory => world.History.IsOn;

    public long Now => world.Now;

    public long UpTicks => server.UpTicks;

    public DateTimeOffset Clock => server.Clock;

    public bool IsExact => true;

    public bool RenewsInTurn => true;

    public TimeSpan Slack => TimeSpan.Zero;

    public int Looks => 1;

    public void Fail(string violation) => world.Fail(violation);

    public void Write(string who, string what) => world.History.Write(world.Now, who, what);

    public IProcess? ProcessOf(string session) => fleet.NodeOf(session);

    public bool IsAlive(string session) => fleet.IsAlive(session);

    public bool IsHeard(string session) => fleet.IsHeard(session);

    public ValueTask<Turn> EnterAsync() => default;

    // What the server refuses (a wrong argument) changes nothing.
    public void LoseSight()
    {
    }

    public ValueTask<bool> CopyPlacesAsync(List<TaskPlace> places)
    {
        server.State.CopyPlaces(places);
        return new ValueTask<bool>(true);
    }
}
