using TypedTasks.BrokerConformance;
using TypedTasks.BrokerConformance.Tasks;
using TypedTasks.Brokers;
using TypedTasks.Client;
using TypedTasks.Redis.Server;

namespace TypedTasks.Redis.Tests;

/// <summary>Delays that wait through what happens to a real Redis: each is stored exactly once.</summary>
public sealed class WaitForBrokerTests
{
    private static readonly TestTask Task1 = new("Test.Wait");
    private static readonly Lane Default = Lane.Of(TaskDefaults.DefaultQueue);

    [Fact]
    public async Task What_Redis_stored_without_an_answer_while_it_stood_still_is_stored_once()
    {
        await using RedisServer server = await RedisServer.StartAsync();
        var ns = new TestNamespace(server);
        await using RedisBroker broker = NewBroker(ns);
        var attempts = new CountedAttempts(broker);
        var client = NewClient(attempts);
        await client.Delay(Task1.Call());

        // What was sent lies in its sockets meanwhile: once it goes on, every attempt of every Delay runs.
        server.Pause();
        Task<TaskHandle<NoResult>>[] now = [.. Enumerable.Range(0, 20).Select(_ => client.Delay(Task1.Call()))];
        Task<TaskHandle<NoResult>> later = client.Delay(Task1.Call().In(TimeSpan.FromHours(1)));
        Task<TaskHandles<NoResult>> many = client.DelayMany(Enumerable.Range(0, 1500).Select(_ => Task1.Call()));
        await attempts.ReachedAsync(3 * 22);
        server.Continue();

        TaskHandle<NoResult>[] handles = await Task.WhenAll(now);
        HashSet<TaskId> acknowledged = [.. handles.Select(static handle => handle.Id), .. (await many).Ids, (await later).Id];
        ILookup<TaskId, string> places = await Fsck.PlacesAsync(ns);
        Assert.Equal(1 + 20 + 1 + 1500, places.Count);
        Assert.True(acknowledged.IsSubsetOf(places.Select(static place => place.Key)));
        Assert.All(places, static place => Assert.Single(place));
        Assert.Equal("scheduled", Assert.Single(places[(await later).Id]));
        Assert.Empty(await Fsck.RunAsync(ns));
    }

    [Fact]
    public async Task While_connections_are_cut_all_the_time_every_Delay_is_stored_once()
    {
        await using RedisServer server = await RedisServer.StartAsync();
        var ns = new TestNamespace(server);
        await using RedisBroker broker = NewBroker(ns);
        var client = NewClient(broker);
        await client.Delay(Task1.Call());
        using var enough = new CancellationTokenSource();
        int cuts = 0;
        var cut = new SemaphoreSlim(0);
        Task cutting = Task.Run(async () =>
        {
            await using RespClient killer = await server.ConnectAsync();
            while (!enough.IsCancellationRequested)
            {
                await killer.CallAsync(["CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes"]);
                cuts++;
                cut.Release();
                await Task.Delay(20);
            }
        });

        var acknowledged = new List<TaskId>();
        for (int round = 0; round < 6; round++)
        {
            await cut.WaitAsync();
            acknowledged.AddRange((await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => client.Delay(Task1.Call())))).Select(static handle => handle.Id));
            acknowledged.AddRange((await client.DelayMany(Enumerable.Range(0, 1200).Select(_ => Task1.Call()))).Ids);
        }

        await enough.CancelAsync();
        await cutting;
        Assert.True(cuts >= 6);
        ILookup<TaskId, string> places = await Fsck.PlacesAsync(ns);
        Assert.Equal(1 + acknowledged.Count, places.Count);
        Assert.All(acknowledged, id => Assert.Single(places[id]));
        Assert.Empty(await Fsck.RunAsync(ns));
    }

    [Fact]
    public async Task Through_a_kill_and_a_restart_with_appendfsync_always_every_Delay_is_stored_once()
    {
        await using RedisServer server = await RedisServer.StartAsync(new RedisServerOptions { AppendAlways = true });
        var ns = new TestNamespace(server);
        await using RedisBroker broker = NewBroker(ns);
        var client = NewClient(broker);
        var underway = new TaskCompletionSource();
        Task<List<TaskId>> sending = Task.Run(async () =>
        {
            var acknowledged = new List<TaskId>();
            for (int round = 0; round < 30; round++)
            {
                acknowledged.AddRange((await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => client.Delay(Task1.Call())))).Select(static handle => handle.Id));
                if (round == 5)
                {
                    underway.SetResult();
                }
            }

            return acknowledged;
        });
        await underway.Task;
        await server.KillAsync();
        await server.RestartAsync();

        List<TaskId> acknowledged = await sending;
        ILookup<TaskId, string> places = await Fsck.PlacesAsync(ns);
        Assert.Equal(600, places.Count);
        Assert.All(acknowledged, id => Assert.Single(places[id]));
    }

    [Fact]
    public async Task A_Redis_whose_memory_is_full_is_waited_for()
    {
        await using RedisServer server = await RedisServer.StartAsync();
        var ns = new TestNamespace(server);
        await using RedisBroker broker = NewBroker(ns);
        var attempts = new CountedAttempts(broker);
        var client = NewClient(attempts);
        await server.CommandAsync("CONFIG", "SET", "maxmemory", "1");

        Task<TaskHandle<NoResult>> waiting = client.Delay(Task1.Call());
        await attempts.ReachedAsync(3);
        Assert.False(waiting.IsCompleted);
        await server.CommandAsync("CONFIG", "SET", "maxmemory", "0");

        TaskId id = (await waiting).Id;
        Assert.Equal($"q:{Default}", Assert.Single((await Fsck.PlacesAsync(ns))[id]));
    }

    [Fact]
    public async Task A_key_of_the_wrong_type_is_not_waited_for()
    {
        await using RedisServer server = await RedisServer.StartAsync();
        var ns = new TestNamespace(server);
        await using RedisBroker broker = NewBroker(ns);
        await server.CommandAsync("SET", ns.Keys.Lane(Default).ToString(), "x");

        TaskNotSentException refused = await Assert.ThrowsAsync<TaskNotSentException>(() => NewClient(broker).Delay(Task1.Call()));

        Assert.Equal((true, false), (refused.IsRefusal, refused.OutcomeUnknown));
    }

    private static RedisBroker NewBroker(TestNamespace ns) =>
        ns.NewBroker(new RedisOptions { Prefix = ns.Prefix, OperationTimeout = TimeSpan.FromMilliseconds(500) });

    // As long as a test may wait for what must come.
    private static BrokerTaskClient NewClient(IBroker broker)
    {
        var options = new TypedTasksOptions();
        options.Sending.WaitForBroker = TimeSpan.FromMinutes(2);
        return new BrokerTaskClient(broker, options);
    }

    /// <summary>Counts the attempts to send.</summary>
    private sealed class CountedAttempts(IBroker inner) : BrokerDecorator(inner)
    {
        private readonly TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int attempts;
        private int wanted = int.MaxValue;

        public Task ReachedAsync(int more)
        {
            Volatile.Write(ref wanted, Volatile.Read(ref attempts) + more);
            return reached.Task.WaitAsync(TimeSpan.FromMinutes(1));
        }

        public override ValueTask EnqueueAsync(ReadOnlyMemory<EnqueueItem> items, CancellationToken cancellationToken = default)
        {
            if (Interlocked.Increment(ref attempts) >= Volatile.Read(ref wanted))
            {
                reached.TrySetResult();
            }

            return Inner.EnqueueAsync(items, cancellationToken);
        }
    }
}
