using TypedTasks.Simulation.Checking;

namespace TypedTasks.Simulation.Engine;

/// <summary>One process: everything awaited in it comes back to it, and nothing of it goes on once it is dead.</summary>
internal sealed class SimNode(World world, string name) : SynchronizationContext, IProcess
{
    private readonly List<SimThread> threads = [];

    public string Name => name;

    public World World => world;

    public bool IsDead { get; private set; }

    /// <summary>Until then the process stands still (SIGSTOP, a long collection), while the world goes on.</summary>
    public long StalledUntil { get; private set; }

    /// <summary>How far its wall clock is off.</summary>
    public TimeSpan ClockOffset { get; set; }

    /// <summary>Told when the process dies.</summary>
    public event Action? Died;

    public override void Post(SendOrPostCallback d, object? state) => world.Soon(this, () => d(state));

    public override void Send(SendOrPostCallback d, object? state) => throw new NotSupportedException("Nothing may block in a simulated process.");

    public override SynchronizationContext CreateCopy() => this;

    public void Stall(TimeSpan time) => StalledUntil = Math.Max(StalledUntil, world.Now + time.Ticks);

    /// <summary>kill -9: between two steps, at any await.</summary>
    public void Kill()
    {
        if (IsDead)
        {
            return;
        }

        IsDead = true;
        world.History.Write(world.Now, name, "killed");
        Died?.Invoke();
        world.Soon(null, Unwind);
    }

    /// <summary>The end of the world: its threads are given back.</summary>
    public void Unwind()
    {
        IsDead = true;
        foreach (SimThread thread in threads)
        {
            thread.Unwind();
        }

        threads.Clear();
    }

    public void Own(SimThread thread) => threads.Add(thread);
}
