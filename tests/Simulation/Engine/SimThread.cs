using System.Collections.Concurrent;

namespace TypedTasks.Simulation.Engine;

/// <summary>
/// A thread of a simulated process. It is a real one, because its code blocks, but it runs only while the world waits for it:
/// one of the two has the turn.
/// </summary>
internal sealed class SimThread
{
    private static readonly ConcurrentBag<Carrier> Idle = [];

    [ThreadStatic]
    private static SimThread? current;

    private readonly SimNode node;
    private readonly Carrier carrier;
    private int sleep;
    private bool asleep;
    private bool done;

    private SimThread(SimNode node, Carrier carrier)
    {
        this.node = node;
        this.carrier = carrier;
    }

    /// <summary>The simulated thread that has the turn.</summary>
    public static SimThread Current => current ?? throw new InvalidOperationException("Only a thread of a simulated process may block.");

    public static Task Start(SimNode node, Action body)
    {
        var ended = new TaskCompletionSource();
        if (!Idle.TryTake(out Carrier? carrier))
        {
            carrier = new Carrier();
        }

        var thread = new SimThread(node, carrier);
        node.Own(thread);
        carrier.Body = () =>
        {
            current = thread;
            SynchronizationContext.SetSynchronizationContext(node);
            try
            {
                body();
                node.World.Soon(node, () => ended.TrySetResult());
            }
            catch (Exception error)
            {
                node.World.Soon(node, () => ended.TrySetException(error));
            }
            finally
            {
                SynchronizationContext.SetSynchronizationContext(null);
                current = null;
            }
        };
        node.World.Soon(node, thread.Turn);
        return ended.Task;
    }

    /// <summary>Gives the turn back until <paramref name="wake"/> was called, or the process is dead.</summary>
    /// <param name="arrange">Gets the action that ends the sleep; it may be called more than once.</param>
    public void Sleep(Action<Action> arrange)
    {
        int mine = ++sleep;
        asleep = true;
        arrange(() => node.World.Soon(node, () => Wake(mine)));
        carrier.GiveBack();
    }

    /// <summary>The process is dead: what blocks returns at once, so that the body ends.</summary>
    public void Unwind()
    {
        while (!done)
        {
            asleep = false;
            Turn();
        }
    }

    private void Wake(int which)
    {
        if (asleep && which == sleep)
        {
            asleep = false;
            Turn();
        }
    }

    private void Turn()
    {
        World world = node.World;
        int mine = world.ActiveThread;
        world.ActiveThread = carrier.ThreadId;
        carrier.Run();
        world.ActiveThread = mine;
        if (carrier.IsDone)
        {
            done = true;
            Idle.Add(carrier);
        }
    }

    /// <summary>A real thread, lent from one simulated thread to the next.</summary>
    private sealed class Carrier
    {
        private readonly SemaphoreSlim go = new(0);
        private readonly SemaphoreSlim back = new(0);

        public Carrier()
        {
            var thread = new Thread(Loop, maxStackSize: 256 * 1024) { IsBackground = true, Name = "simulated" };
            thread.Start();
            ThreadId = thread.ManagedThreadId;
        }

        public int ThreadId { get; }

        public Action? Body { get; set; }

        public bool IsDone => Body is null;

        public void Run()
        {
            go.Release();
            back.Wait();
        }

        public void GiveBack()
        {
            back.Release();
            go.Wait();
        }

        private void Loop()
        {
            while (true)
            {
                go.Wait();
                Body!();
                Body = null;
                back.Release();
            }
        }
    }
}
