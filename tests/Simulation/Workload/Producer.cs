using TypedTasks.Client;
using TypedTasks.Simulation.Checking;
using TypedTasks.Simulation.Engine;
using TypedTasks.Simulation.Network;

namespace TypedTasks.Simulation.Workload;

/// <summary>A process that only sends: now, later, urgent, in bulk.</summary>
internal sealed class Producer
{
    private static readonly Kind[] Kinds =
    [
        Kind.Quick, Kind.Quick, Kind.Short, Kind.Short, Kind.Short, Kind.Long, Kind.Deaf, Kind.FailsOnce, Kind.Fails, Kind.GivesUp,
        Kind.Snoozes, Kind.Answers, Kind.Answers, Kind.Sends, Kind.New, Kind.Unreadable, Kind.Fleeting,
    ];

    private readonly World world;
    private readonly Ledger ledger;
    private readonly SimNode node;
    private readonly BrokerTaskClient client;

    public Producer(World world, Server server, Weather weather, Ledger ledger)
    {
        this.world = world;
        this.ledger = ledger;
        node = new SimNode(world, "producer");
        Broker = new RemoteBroker(world, node, server, weather);
        var scheduler = new SimScheduler(node);
        client = new BrokerTaskClient(Broker, filters: [new Unhurried(world, scheduler)], scheduler: scheduler);
    }

    public RemoteBroker Broker { get; }

    public SimNode Node => node;

    public bool IsDone { get; private set; }

    /// <summary>Sends for this long.</summary>
    public void Start(int tasks, int poison, TimeSpan during) => world.Soon(node, () => _ = SendAllAsync(tasks, poison, during));

    private async Task SendAllAsync(int tasks, int poison, TimeSpan during)
    {
        var scheduler = new SimScheduler(node);
        for (int sent = 0; sent < tasks;)
        {
            int burst = Math.Min(tasks - sent, world.Random.Next(3) == 0 ? 1 + world.Random.Next(8) : 1);
            sent += burst;
            for (int i = 0; i < burst; i++)
            {
                bool isPoison = poison > 0 && world.Random.Next(tasks) < 3;
                poison -= isPoison ? 1 : 0;
                Kind kind = isPoison ? Kind.Poison : Kinds[world.Random.Next(Kinds.Length)];
                _ = kind == Kind.Answers ? SendAsync(SimTasks.Answers.Call(sent)) : SendAsync(SimTasks.Plain[kind].Call());
            }

            await scheduler.Delay(during / tasks * 2 * world.Random.NextDouble() * burst);
        }

        IsDone = true;
    }

    /// <summary>An operator looks through the dead letters now and then: replays some, deletes some, drops the oldest.</summary>
    public void Tidy(TaskId buried) => world.Soon(node, () => _ = TidyAsync(buried));

    private async Task TidyAsync(TaskId buried)
    {
        try
        {
            switch (world.Random.Next(6))
            {
                case 0:
                    await Broker.DeleteBuriedAsync(buried);
                    break;
                case 1:
                    await Broker.TrimBuriedAsync(TimeSpan.FromDays(180), world.Random.Next(4));
                    break;
                default:
                    await Broker.ReplayAsync(buried);
                    break;
            }
        }
        catch (BrokerUnavailableException)
        {
            // The operator sees an error and looks again another time.
        }
    }

    private async Task SendAsync<T>(TaskCall<T> call)
    {
        call = world.Random.Next(6) switch
        {
            0 => call.In(TimeSpan.FromMilliseconds(world.Random.Next(4_000))),
            1 => call.WithPriority(1 + world.Random.Next(9)),
            2 => call.OnQueue("other"),
            _ => call,
        };

        // Some senders wait through what goes wrong, and then sending again must not store a task twice.
        call = world.Random.Next(2) == 0 ? call.WaitForBroker(TimeSpan.FromSeconds(20)) : call;
        try
        {
            if (world.Random.Next(8) == 0)
            {
                foreach (TaskId id in (await client.DelayMany([call, call])).Ids)
                {
                    ledger.Of(id).IsAcknowledged = true;
                }
            }
            else
            {
                ledger.Of((await client.Delay(call)).Id).IsAcknowledged = true;
            }
        }
        catch (TaskNotSentException error)
        {
            world.Coverage.Hit("outcome: Delay unknown");
            world.History.Write(world.Now, node.Name, $"not sent: {error.Message}");
        }
    }

    /// <summary>Middleware that takes a moment before and after each send.</summary>
    private sealed class Unhurried(World world, SimScheduler scheduler) : IEnqueueFilter
    {
        public async Task InvokeAsync(EnqueueContext enqueue, Func<Task> next)
        {
            await scheduler.Delay(TimeSpan.FromMilliseconds(world.Random.NextDouble()));
            await next();
            await scheduler.Delay(TimeSpan.FromMilliseconds(world.Random.NextDouble()));
        }
    }
}
