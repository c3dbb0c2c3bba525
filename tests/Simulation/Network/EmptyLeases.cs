using TypedTasks.Brokers;
using TypedTasks.Simulation.Engine;

namespace TypedTasks.Simulation.Network;

/// <summary>
/// The server's empty leases: take.lua leaves one, <c>BLMOVE</c> fills it with the next task of its lane in the very step in which that comes, close.lua and rescue.lua end it.
/// What is moved is a take of one task by the broker's state, so that the checker sees it.
/// </summary>
internal sealed class EmptyLeases(World world, Server server)
{
    // The state knows each take by its number and takes nothing for one that is late; what is moved into a lease has a name of its own there.
    private const char Mark = 'm';

    private readonly Dictionary<LeaseId, Left> open = [];
    private readonly Dictionary<LeaseId, TakeRequest> filled = [];

    // In Redis these are strings where lists were.
    private readonly HashSet<LeaseId> closed = [];
    private readonly Dictionary<string, long> lastTakes = new(StringComparer.Ordinal);
    private readonly List<Blocked> blocked = [];

    /// <summary>Told of each empty lease, by the name that it has once it is filled.</summary>
    public Action<LeaseId>? OnLeft { get; set; }

    /// <summary>Told of each lease that was closed with a task in it.</summary>
    public Action<LeaseId>? OnConfirmed { get; set; }

    /// <summary>The name of a filled lease in the state.</summary>
    public static LeaseId NameOf(LeaseId filled) => filled with { Session = NameOf(filled.Session) };

    /// <summary>The name that a session's filled leases have in the state.</summary>
    public static string NameOf(string session) => session + Mark;

    /// <summary>Whose lease it is.</summary>
    public static string SessionOf(string session) => session.TrimEnd(Mark);

    /// <summary>Takes, or leaves an empty lease.</summary>
    public Lease? Take(TakeRequest request)
    {
        LeaseId id = request.Lease;
        if (open.TryGetValue(id, out Left? again))
        {
            open[id] = again with { Since = server.UpTicks };
            OnLeft?.Invoke(NameOf(id));
            return new Lease(id, again.Lane, [], 0);
        }

        bool isLate = filled.ContainsKey(id) || closed.Contains(id) || lastTakes.GetValueOrDefault(id.Session) >= id.Sequence;
        if (!isLate)
        {
            lastTakes[id.Session] = id.Sequence;
            open.Remove(request.Replaces?.Id ?? default);
        }

        Lease? lease = Now(server.Broker.TakeAsync(request with { WaitIn = null, Replaces = null }));
        if (isLate || lease is not null || request.WaitIn is not { } lane)
        {
            return lease;
        }

        open.Add(id, new Left(lane, request.LeaseTime, server.UpTicks));
        OnLeft?.Invoke(NameOf(id));
        world.Coverage.Hit("outcome: an empty lease");
        return new Lease(id, lane, [], 0);
    }

    /// <summary>Moves the next task of its lane into an empty lease, now or once there is one.</summary>
    /// <param name="empty">The lease.</param>
    /// <param name="atMost">How long.</param>
    /// <param name="answer">Given what came of it.</param>
    public void Move(Lease empty, TimeSpan atMost, Action<Moved> answer)
    {
        var one = new Blocked(empty, answer);
        blocked.Add(one);
        Serve();
        world.After(atMost, null, () => Expire(one));
    }

    /// <summary>Serves those that wait, the oldest first.</summary>
    public void Serve()
    {
        for (int i = 0; i < blocked.Count;)
        {
            Blocked one = blocked[i];
            if (Fill(one.Empty) is not { } answer)
            {
                i++;
                continue;
            }

            blocked.RemoveAt(i);
            one.Answer(answer);
        }
    }

    /// <summary>Ends an empty lease; returns what had come.</summary>
    public Lease? Close(Lease empty)
    {
        if (open.Remove(empty.Id))
        {
            closed.Add(empty.Id);
            world.Coverage.Hit("outcome: an empty lease is closed");
            return null;
        }

        // A take that is sent again brings what it brought, if that is still held.
        Lease? came = filled.TryGetValue(empty.Id, out TakeRequest? request) ? Now(server.Broker.TakeAsync(request)) : null;
        world.Coverage.Hit(came is null ? "outcome: a lease that is closed is gone" : "outcome: a task came, and its worker did not hear it");
        if (came is null)
        {
            return null;
        }

        OnConfirmed?.Invoke(came.Id);
        return came with { Id = empty.Id };
    }

    /// <summary>Closes those whose time is over, as a rescuer does.</summary>
    public void CloseLapsed()
    {
        foreach ((LeaseId id, Left left) in open.ToArray())
        {
            if (left.Remaining(server) <= TimeSpan.Zero)
            {
                open.Remove(id);
                closed.Add(id);
                world.Coverage.Hit("outcome: an empty lease lapses");
            }
        }
    }

    /// <summary>Sees that the connection of one that waits is gone.</summary>
    public void Forget(Lease empty) => blocked.RemoveAll(one => one.Empty.Id == empty.Id);

    /// <summary>The server goes down, and with it all connections.</summary>
    public void Drop() => blocked.Clear();

    private Moved? Fill(Lease empty)
    {
        if (Now(server.State.ListReadyAsync(empty.Lane, 0, 1)).Count == 0)
        {
            return null;
        }

        if (!open.TryGetValue(empty.Id, out Left? left))
        {
            if (!closed.Contains(empty.Id))
            {
                world.Fail($"G1: a task moves into lease {empty.Id}, which is {(filled.ContainsKey(empty.Id) ? "full" : "gone")}");
            }

            // WRONGTYPE, once there is something that would move there.
            world.Coverage.Hit("outcome: nothing moves into a closed lease");
            return new Moved(null, IsRefused: true);
        }

        TimeSpan remaining = left.Remaining(server);
        var request = new TakeRequest(NameOf(empty.Id), [left.Lane], 1, int.MaxValue, remaining > TimeSpan.Zero ? remaining : TimeSpan.FromMilliseconds(1));
        if (Now(server.Broker.TakeAsync(request)) is not { } lease)
        {
            return null;
        }

        open.Remove(empty.Id);
        filled.Add(empty.Id, request with { LeaseTime = left.LeaseTime });
        world.Coverage.Hit("arrow: Ready -> Taken (moved)");
        return new Moved(lease with { Id = empty.Id }, IsRefused: false);
    }

    private void Expire(Blocked one)
    {
        if (server.PausedUntil > world.Now)
        {
            world.At(server.PausedUntil + 1, null, () => Expire(one));
        }
        else if (blocked.Remove(one))
        {
            one.Answer(default);
        }
    }

    private static T Now<T>(ValueTask<T> done) => done.IsCompleted ? done.Result : throw new InvalidOperationException("The server's state must not wait.");

    private sealed record Left(Lane Lane, TimeSpan LeaseTime, long Since)
    {
        public TimeSpan Remaining(Server server) => LeaseTime - TimeSpan.FromTicks(server.UpTicks - Since);
    }

    private sealed class Blocked(Lease empty, Action<Moved> answer)
    {
        public Lease Empty => empty;

        public Action<Moved> Answer => answer;
    }
}

/// <summary>What came of a move: a lease with a task, nothing in time, or a refusal.</summary>
internal readonly record struct Moved(Lease? Lease, bool IsRefused);
