using TypedTasks.BrokerConformance.Tasks;
using TypedTasks.Brokers;
using TypedTasks.Client;
using TypedTasks.Redis.Server;

namespace TypedTasks.Redis.Tests;

/// <summary>Delays that come while others are on their way share commands, and nothing else.</summary>
public sealed class SharedPushTests
{
    private static readonly TestTask Task1 = new("Test.Shared");
    private static readonly Lane Default = Lane.Of(TaskDefaults.DefaultQueue);

    [Fact]
    public async Task Whoever_comes_while_nothing_is_on_its_way_goes_alone()
    {
        var sends = new Sends();
        var pushes = new SharedPushes(RuntimeScheduler.Default, sends.SendAsync);
        Assert.Null(pushes.Join(Item(1)));
        pushes.Arrived();
        Assert.Null(pushes.Join(Item(2)));
        Assert.NotNull(pushes.Join(Item(3)));
        await sends.CountAsync(1);
        Assert.Equal([3], sends.Numbers(0));
    }

    [Fact]
    public async Task What_gathers_while_two_are_on_their_way_goes_together_in_its_order_with_the_next_answer()
    {
        var sends = new Sends();
        var pushes = new SharedPushes(RuntimeScheduler.Default, sends.SendAsync);
        Assert.Null(pushes.Join(Item(0)));
        pushes.Join(Item(1));
        await sends.CountAsync(1);
        for (byte i = 2; i <= 100; i++)
        {
            pushes.Join(Item(i));
        }

        Assert.Equal([1], sends.Numbers(0));
        Assert.Equal(1, sends.Count);
        pushes.Arrived();
        await sends.CountAsync(2);
        Assert.Equal(Enumerable.Range(2, 99), sends.Numbers(1));
    }

    [Fact]
    public async Task A_send_that_throws_holds_up_nobody()
    {
        var sends = new Sends();
        var failed = new TaskCompletionSource();
        var pushes = new SharedPushes(RuntimeScheduler.Default, together =>
        {
            if (failed.TrySetResult())
            {
                throw new ObjectDisposedException("connection");
            }

            return sends.SendAsync(together);
        });
        Assert.Null(pushes.Join(Item(0)));
        pushes.Join(Item(1));
        await failed.Task;
        pushes.Join(Item(2));
        await sends.CountAsync(1);
        Assert.Equal([2], sends.Numbers(0));
    }

    [Fact]
    public void A_command_carries_one_lane_in_its_order_within_the_bounds()
    {
        Lane high = Lane.Of("high", 3);
        List<SharedPush> together = [NewPush(1), NewPush(2, high), NewPush(3), NewPush(4), NewPush(5, high), NewPush(6)];

        Assert.Equal(["1 3 4 6", "2 5"], Text(SharedPush.InCommands(together, maxItems: 10, maxBytes: 1000)));
        Assert.Equal(["1 3", "2 5", "4 6"], Text(SharedPush.InCommands(together, maxItems: 2, maxBytes: 1000)));
        Assert.Equal(["1", "2", "3", "4", "5", "6"], Text(SharedPush.InCommands(together, maxItems: 10, maxBytes: 40)));

        static IEnumerable<string> Text(List<List<SharedPush>> commands) =>
            commands.Select(static command => string.Join(' ', command.Select(static push => push.Envelope.Span[0])));
    }

    [Fact]
    public async Task Concurrent_Delays_of_several_lanes_are_each_stored_once_in_few_commands()
    {
        await using RedisServer server = await RedisServer.StartAsync();
        var ns = new TestNamespace(server);
        await using RedisBroker broker = await ns.ConnectAsync();
        var client = new BrokerTaskClient(broker);
        await client.Delay(Task1.Call());
        await server.CommandAsync("CONFIG", "RESETSTAT");

        server.Pause();
        Task<TaskHandle<NoResult>>[] sent = [.. Enumerable.Range(0, 300).Select(i => client.Delay(Task1.Call().WithPriority(i % 3)))];
        server.Continue();
        TaskHandle<NoResult>[] handles = await Task.WhenAll(sent);

        ILookup<TaskId, string> places = await Fsck.PlacesAsync(ns);
        Assert.Equal(301, places.Count);
        Assert.All(handles, handle => Assert.Single(places[handle.Id]));
        string stats = await server.CommandAsync("INFO", "commandstats");
        string calls = stats.Split('\n').Single(static line => line.StartsWith("cmdstat_rpush:", StringComparison.Ordinal)).Split("calls=")[1].Split(',')[0];

        // One alone, one by whoever came next, and what had gathered by then: a command a lane.
        Assert.InRange(int.Parse(calls, global::System.Globalization.CultureInfo.InvariantCulture), 3, 12);
    }

    [Fact]
    public async Task What_Redis_refuses_is_told_to_those_whom_it_concerns_and_to_each_by_himself()
    {
        await using RedisServer server = await RedisServer.StartAsync();
        var ns = new TestNamespace(server);
        await using RedisBroker broker = await ns.ConnectAsync();
        var client = new BrokerTaskClient(broker);
        await server.CommandAsync("SET", ns.Keys.Lane(Lane.Of("bad")).ToString(), "no list");

        server.Pause();
        Task<TaskHandle<NoResult>>[] bad = [.. Enumerable.Range(0, 20).Select(_ => client.Delay(Task1.Call().OnQueue("bad")))];
        Task<TaskHandle<NoResult>>[] good = [.. Enumerable.Range(0, 20).Select(_ => client.Delay(Task1.Call()))];
        server.Continue();

        await Task.WhenAll(good);
        var seen = new HashSet<TaskNotSentException>(ReferenceEqualityComparer.Instance);
        foreach (Task<TaskHandle<NoResult>> one in bad)
        {
            TaskNotSentException error = await Assert.ThrowsAsync<TaskNotSentException>(() => one);
            Assert.False(error.OutcomeUnknown);
            Assert.Contains("WRONGTYPE", error.Message, StringComparison.Ordinal);
            Assert.True(seen.Add(error));
        }

        Assert.Equal("20", await server.CommandAsync("LLEN", ns.Keys.Lane(Default).ToString()));
    }

    [Fact]
    public async Task Whoever_cancels_leaves_the_others_alone_and_is_told_that_the_outcome_is_unknown()
    {
        await using RedisServer server = await RedisServer.StartAsync();
        var ns = new TestNamespace(server);
        await using RedisBroker broker = await ns.ConnectAsync();
        var client = new BrokerTaskClient(broker);
        using var cancel = new CancellationTokenSource();

        server.Pause();
        Task<TaskHandle<NoResult>>[] others = [.. Enumerable.Range(0, 10).Select(_ => client.Delay(Task1.Call()))];
        Task<TaskHandle<NoResult>> cancelled = client.Delay(Task1.Call(), cancel.Token);
        await cancel.CancelAsync();
        TaskNotSentException error = await Assert.ThrowsAsync<TaskNotSentException>(() => cancelled);
        server.Continue();

        Assert.True(error.OutcomeUnknown);
        await Task.WhenAll(others);
        await client.Delay(Task1.Call());
        Assert.Equal("12", await server.CommandAsync("LLEN", ns.Keys.Lane(Default).ToString()));
    }

    private static SharedPush NewPush(byte number, Lane? lane = null) => new(lane ?? Default, Envelope(number));

    private static EnqueueItem Item(byte number) => new(TaskId.New(RuntimeScheduler.Default), Default, DueTime.Now, Envelope(number));

    private static byte[] Envelope(byte number)
    {
        var envelope = new byte[28];
        envelope[0] = number;
        return envelope;
    }

    /// <summary>Keeps what is sent; nothing is ever answered.</summary>
    private sealed class Sends
    {
        private readonly List<List<SharedPush>> sent = [];

        public int Count
        {
            get
            {
                lock (sent)
                {
                    return sent.Count;
                }
            }
        }

        public Task SendAsync(List<SharedPush> together)
        {
            lock (sent)
            {
                sent.Add(together);
            }

            return new TaskCompletionSource().Task;
        }

        public async Task CountAsync(int count)
        {
            while (Count < count)
            {
                await Task.Yield();
            }
        }

        public IEnumerable<int> Numbers(int send) => sent[send].Select(static push => (int)push.Envelope.Span[0]);
    }
}
