using TypedTasks.Brokers;
using TypedTasks.Brokers.InMemory;
using TypedTasks.Simulation.Engine;

namespace TypedTasks.Simulation.Network;

/// <summary>The simulated server: the broker's own state, which survives, and whether it answers now.</summary>
internal sealed class Server
{
    private static readonly TimeSpan ShortestNoticed = TimeSpan.FromSeconds(2);

    private readonly World world;
    private readonly SimNode node;
    private long awayTicks;

    public Server(World world)
    {
        this.world = world;
        node = new SimNode(world, "server");
        State = new InMemoryBroker(new SimScheduler(node));
        Broker = State;
        Empty = new EmptyLeases(world, this);
    }

    /// <summary>What it holds.</summary>
    public InMemoryBroker State { get; }

    /// <summary>What answers: the state, with the observer around it and perhaps a deliberate fault between.</summary>
    public IBroker Broker { get; set; }

    /// <summary>What takes have left empty, and who waits in it.</summary>
    public EmptyLeases Empty { get; }

    /// <summary>Until then every request waits, as behind CLIENT PAUSE or a long fork.</summary>
    public long PausedUntil { get; private set; }

    /// <summary>Until then connections are refused: it is being restarted, its data kept.</summary>
    public long DownUntil { get; private set; }

    /// <summary>
    /// How long it has been there to answer: what a lease is measured by, whatever its clock says. Absences too short for a
    /// rescuer to notice between two ticks do not count, and steps of its clock forward that short do. A step back makes no lease
    /// longer for certain: a rescuer that notices it lets none end later than a lease from then.
    /// </summary>
    public long UpTicks => world.Now - awayTicks;

    public DateTimeOffset Clock => new SimTime(node).GetUtcNow();

    public void Pause(TimeSpan time) => PausedUntil = Away(PausedUntil, time);

    public void TakeDown(TimeSpan time)
    {
        DownUntil = Away(DownUntil, time);
        Empty.Drop();
    }

    public void StepClock(TimeSpan by)
    {
        node.ClockOffset += by;
        if (by > TimeSpan.Zero && by <= ShortestNoticed)
        {
            awayTicks -= by.Ticks;
        }
    }

    private long Away(long until, TimeSpan time)
    {
        long end = world.Now + time.Ticks;
        if (time > ShortestNoticed)
        {
            awayTicks += Math.Max(0, end - Math.Max(world.Now, Math.Max(PausedUntil, DownUntil)));
        }

        return Math.Max(until, end);
    }
}
