using TypedTasks.Simulation.Engine;
using TypedTasks.Simulation.Network;
using TypedTasks.Simulation.Workload;

namespace TypedTasks.Simulation.Plan;

/// <summary>What goes wrong in one world, drawn from its seed.</summary>
internal sealed class FaultPlan
{
    private readonly World world;
    private readonly Simulated simulated;
    private long killAtStep = long.MaxValue;

    public FaultPlan(World world, Simulated simulated)
    {
        this.world = world;
        this.simulated = simulated;
    }

    /// <summary>Faults come for this long; then all heals.</summary>
    public void Begin(TimeSpan during)
    {
        world.BeforeStep = MaybeKill;
        Weather weather = simulated.Weather;
        if (world.Random.Next(2) == 0)
        {
            weather.LostReplies = world.Random.NextDouble() * 0.05;
            weather.SentTwice = world.Random.NextDouble() * 0.05;
            weather.LostRequests = world.Random.NextDouble() * 0.03;
            weather.LostWakes = world.Random.NextDouble() * 0.5;
            weather.Slow = world.Random.NextDouble() * 0.05;
        }

        int faults = world.Random.Next(7);
        for (int i = 0; i < faults; i++)
        {
            world.After(during * world.Random.NextDouble(), null, Strike);
        }

        world.After(during, null, Heal);
    }

    private void Heal()
    {
        simulated.IsHealed = true;
        killAtStep = long.MaxValue;
        Weather weather = simulated.Weather;
        weather.LostReplies = weather.SentTwice = weather.LostRequests = weather.LostWakes = weather.Slow = 0;
        world.History.Write(world.Now, "world", "heals");
    }

    private void MaybeKill(SimNode node)
    {
        if (world.Steps >= killAtStep && node != simulated.Producer.Node)
        {
            killAtStep = long.MaxValue;
            world.Coverage.Hit("fault: a worker is killed at an await");
            node.Kill();
        }
    }

    private void Strike()
    {
        Server server = simulated.Server;
        WorkerProcess[] alive = [.. simulated.Fleet.Alive];
        WorkerProcess? one = alive.Length > 0 ? alive[world.Random.Next(alive.Length)] : null;
        (string fault, Action strike) = world.Random.Next(11) switch
        {
            0 or 1 => ("a worker is killed", (Action)(() => killAtStep = world.Steps + world.Random.Next(40))),
            2 => ("a worker stands still", () => one?.Node.Stall(Seconds(0.2, 12))),
            3 => ("connections are cut", () => one?.Broker.Cut()),
            4 => ("the server stands still", () => server.Pause(Seconds(0.5, 12))),
            5 => ("the server restarts", () =>
            {
                server.TakeDown(Seconds(0.1, 3));
                CutAll();
            }
            ),
            6 => ("the server's clock jumps", () => server.StepClock(Seconds(-90, 90))),
            7 => ("a worker's clock jumps", () =>
            {
                if (one is not null)
                {
                    one.Node.ClockOffset += Seconds(-90, 90);
                }
            }
            ),
            8 or 9 => ("a dead socket delivers late", () => one?.Broker.FallSilent(Seconds(0.05, 4), Seconds(0.01, 10))),
            _ => ("a worker is stopped", () => one?.Stop()),
        };
        if (fault != "a worker is killed")
        {
            world.Coverage.Hit($"fault: {fault}");
        }

        world.History.Write(world.Now, "world", $"fault: {fault}{(one is null ? string.Empty : $" ({one.Node.Name})")}");
        strike();
    }

    private void CutAll()
    {
        simulated.Producer.Broker.Cut();
        foreach (WorkerProcess process in simulated.Fleet.Alive)
        {
            process.Broker.Cut();
        }
    }

    private TimeSpan Seconds(double from, double to) => TimeSpan.FromSeconds(from + (world.Random.NextDouble() * (to - from)));
}
