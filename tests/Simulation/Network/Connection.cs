using TypedTasks.Simulation.Engine;

namespace TypedTasks.Simulation.Network;

/// <summary>One connection of a process: requests arrive in the order in which they were sent, or not at all.</summary>
internal sealed class Connection(World world, SimNode node, Server server, Weather weather)
{
    private readonly List<Pending> pending = [];
    private readonly List<Pending> unsent = [];
    private long lastArrival;
    private bool isSilent;

    /// <summary>Sends a request and brings the reply.</summary>
    /// <param name="name">What it is, for the history.</param>
    /// <param name="repeatable">Whether it may be sent twice.</param>
    /// <param name="deadline">After which its outcome is unknown.</param>
    /// <param name="atServer">What the server does.</param>
    public Task<T> CallAsync<T>(string name, bool repeatable, TimeSpan deadline, Func<T> atServer) =>
        CallAsync<T>(name, repeatable, deadline, reply => reply(atServer()));

    /// <summary>Sends a request that the server answers when it has something, and brings the reply.</summary>
    /// <param name="name">What it is, for the history.</param>
    /// <param name="repeatable">Whether it may be sent twice.</param>
    /// <param name="deadline">After which its outcome is unknown.</param>
    /// <param name="atServer">What the server does; it is given what answers.</param>
    public Task<T> CallAsync<T>(string name, bool repeatable, TimeSpan deadline, Action<Action<T>> atServer)
    {
        var call = new Pending<T>(name, atServer);
        if (node.IsDead)
        {
            return call.Reply.Task;
        }

        pending.Add(call);
        world.After(deadline, node, () => Fail(call, "it did not answer in time"));
        if (Meets(weather.LostRequests, "a request is lost"))
        {
            return call.Reply.Task;
        }

        if (isSilent)
        {
            unsent.Add(call);
            return call.Reply.Task;
        }

        lastArrival = Math.Max(lastArrival, world.Now + Latency().Ticks) + 1;
        world.At(lastArrival, null, () => Arrive(call));
        if (repeatable && Meets(weather.SentTwice, "a request is sent twice"))
        {
            lastArrival += 1 + Latency().Ticks;
            world.At(lastArrival, null, () => Arrive(new Pending<T>(name, atServer)));
        }

        return call.Reply.Task;
    }

    /// <summary>The connection breaks: what was under way arrived or did not, and nobody hears which.</summary>
    public void Cut()
    {
        foreach (Pending call in pending.ToArray())
        {
            call.IsLost |= world.Random.Next(2) == 0;
            world.After(Latency(), node, () => Fail(call, "the connection was cut"));
        }
    }

    /// <summary>
    /// The network is away for this process: what it writes stays in its socket. It gives the connection up and makes another;
    /// what was written into the old one arrives all the same, once the network is back.
    /// </summary>
    public void FallSilent(TimeSpan during, TimeSpan lateBy)
    {
        isSilent = true;
        world.After(during, null, () =>
        {
            isSilent = false;
            Pending[] late = [.. unsent];
            unsent.Clear();
            foreach (Pending call in late)
            {
                pending.Remove(call);
                world.After(Latency(), node, () => Fail(call, "the connection was given up"));
            }

            Cut();
            for (int i = 0; i < late.Length; i++)
            {
                Pending call = late[i];
                world.At(world.Now + lateBy.Ticks + i, null, () =>
                {
                    world.Coverage.Hit("fault: a message arrives after its connection was replaced");
                    world.History.Write(world.Now, node.Name, $"{call.Name} arrives late");
                    Arrive(call);
                });
            }
        });
    }

    private TimeSpan Latency()
    {
        double milliseconds = 0.05 + (world.Random.NextDouble() * 0.5);
        if (Meets(weather.Slow, "a message is slow"))
        {
            milliseconds += world.Random.NextDouble() * 1500;
        }

        return TimeSpan.FromMilliseconds(milliseconds);
    }

    private bool Meets(double share, string fault)
    {
        if (share <= 0 || world.Random.NextDouble() >= share)
        {
            return false;
        }

        world.Coverage.Hit($"fault: {fault}");
        return true;
    }

    private void Arrive(Pending call)
    {
        if (call.IsLost)
        {
            return;
        }

        if (server.DownUntil > world.Now)
        {
            Answer(call, () => Fail(call, "the connection was refused"));
        }
        else if (server.PausedUntil > world.Now)
        {
            lastArrival = Math.Max(lastArrival, server.PausedUntil + 1);
            world.At(server.PausedUntil + 1, null, () => Arrive(call));
        }
        else
        {
            world.Coverage.Operate();
            call.Execute(() =>
            {
                if (!Meets(weather.LostReplies, "a reply is lost"))
                {
                    Answer(call, () =>
                    {
                        pending.Remove(call);
                        call.Deliver();
                    });
                }
            });
        }
    }

    private void Answer(Pending call, Action deliver) => world.After(Latency(), node, () =>
    {
        if (!call.IsOver)
        {
            deliver();
        }
    });

    private void Fail(Pending call, string why)
    {
        if (!call.IsOver)
        {
            pending.Remove(call);
            call.Fail(new BrokerUnavailableException($"{call.Name}: {why}."));
        }
    }

    private abstract class Pending(string name)
    {
        public string Name => name;

        public bool IsLost { get; set; }

        public bool IsOver { get; protected set; }

        public abstract void Execute(Action answered);

        public abstract void Deliver();

        public abstract void Fail(Exception error);
    }

    private sealed class Pending<T>(string name, Action<Action<T>> atServer) : Pending(name)
    {
        private T result = default!;
        private Exception? refused;

        public TaskCompletionSource<T> Reply { get; } = new();

        public override void Execute(Action answered)
        {
            try
            {
                atServer(reply =>
                {
                    result = reply;
                    answered();
                });
            }
            catch (ArgumentException error)
            {
                refused = error;
                answered();
            }
        }

        public override void Deliver()
        {
            IsOver = true;
            if (refused is not null)
            {
                Reply.SetException(refused);
            }
            else
            {
                Reply.SetResult(result);
            }
        }

        public override void Fail(Exception error)
        {
            IsOver = true;
            Reply.SetException(error);
        }
    }
}
