namespace TypedTasks.Simulation.Engine;

/// <summary>
/// One simulated world: a clock, everything that will happen, and one random generator that decides all. It does one step at a
/// time on one thread, so that the same seed gives the same history to the byte.
/// </summary>
internal sealed class World
{
    private readonly PriorityQueue<Step, (long At, long Number)> future = new();
    private readonly List<Step> ready = [];
    private long number;

    public World(int seed)
    {
        Seed = seed;
        Random = new Random(seed);
        ActiveThread = Environment.CurrentManagedThreadId;
    }

    public int Seed { get; }

    /// <summary>The only source of chance.</summary>
    public Random Random { get; }

    /// <summary>Ticks since the world began.</summary>
    public long Now { get; private set; }

    /// <summary>How many steps were done.</summary>
    public long Steps { get; private set; }

    /// <summary>The thread that may run now: the world's, or that of a node's thread while it has the turn.</summary>
    public int ActiveThread { get; set; }

    /// <summary>What went wrong first; the world then stands still.</summary>
    public string? Violation { get; private set; }

    /// <summary>Called before each step of a node; a plan may kill the node there.</summary>
    public Action<SimNode>? BeforeStep { get; set; }

    public History History { get; } = new();

    public Coverage Coverage { get; } = new();

    public void Fail(string violation)
    {
        if (Violation is null)
        {
            Violation = violation;
            History.Write(Now, "world", $"VIOLATION: {violation}");
        }
    }

    /// <summary>Does it after <paramref name="delay"/>; for a node, when the node lives and is not stalled.</summary>
    public void After(TimeSpan delay, SimNode? node, Action action) => At(Now + Math.Max(0, delay.Ticks), node, action);

    public void At(long time, SimNode? node, Action action) => future.Enqueue(new Step(node, action), (Math.Max(time, Now), number++));

    /// <summary>Does it now, in any order with what else is to be done now.</summary>
    public void Soon(SimNode? node, Action action)
    {
        if (Environment.CurrentManagedThreadId != ActiveThread)
        {
            Fail("an await left the simulated scheduler: a continuation came from a thread that is not the world's");
            return;
        }

        ready.Add(new Step(node, action));
    }

    /// <summary>Goes on until nothing is left to be done, something is wrong, or <paramref name="until"/>.</summary>
    public void Run(Func<bool> until)
    {
        while (Violation is null && !until())
        {
            Step step;
            if (ready.Count > 0)
            {
                int index = ready.Count == 1 ? 0 : Random.Next(ready.Count);
                step = ready[index];
                ready[index] = ready[^1];
                ready.RemoveAt(ready.Count - 1);
            }
            else if (future.TryDequeue(out step, out (long At, long Number) when))
            {
                Now = when.At;
            }
            else
            {
                return;
            }

            Do(step);
        }
    }

    private void Do(in Step step)
    {
        if (step.Node is not { } node)
        {
            Call(step.Action, null);
            return;
        }

        if (node.IsDead)
        {
            return;
        }

        if (node.StalledUntil > Now)
        {
            At(node.StalledUntil, node, step.Action);
            return;
        }

        Steps++;
        BeforeStep?.Invoke(node);
        if (!node.IsDead)
        {
            Call(step.Action, node);
        }
    }

    private void Call(Action action, SimNode? node)
    {
        SynchronizationContext? before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(node);
        try
        {
            action();
        }
        catch (Exception error)
        {
            Fail($"an exception reached the top of {node?.Name ?? "the world"}: {error}");
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }

    private readonly record struct Step(SimNode? Node, Action Action);
}
