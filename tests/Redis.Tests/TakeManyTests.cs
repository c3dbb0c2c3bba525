using StackExchange.Redis;
using TypedTasks.Brokers;
using TypedTasks.Brokers.InMemory;
using TypedTasks.Redis.Server;
using TypedTasks.Redis.Tests.Roles;

namespace TypedTasks.Redis.Tests;

/// <summary>
/// A take of many moves them from list to list without looking at each. Whatever lies in the lane, it takes what the in-memory broker, which
/// looks at each, takes: the same envelopes, and it leaves the same behind.
/// </summary>
public sealed class TakeManyTests(SharedServer shared)
{
    private static readonly Lane Mail = Lane.Of("mail");
    private static readonly TimeSpan LeaseTime = TimeSpan.FromMinutes(1);

    public static TheoryData<string> Lanes => ["alike", "growing", "one giant in the middle", "giants but where it looks", "random"];

    [Theory]
    [MemberData(nameof(Lanes))]
    public async Task It_takes_what_a_broker_takes_that_looks_at_each(string kind)
    {
        var random = new Random(17);
        for (int round = 0; round < 12; round++)
        {
            var ns = new TestNamespace(shared.Server);
            await using RedisBroker redis = await ns.ConnectAsync();
            await using var memory = new InMemoryBroker();
            int count = random.Next(30, 700);
            EnqueueItem[] items = [.. Enumerable.Range(0, count).Select(i => Item(Size(kind, i, count, random), i))];
            await redis.EnqueueAsync(items);
            await memory.EnqueueAsync(items);
            int budget = round % 3 == 0 ? 256 * 1024 : random.Next(1, 60_000);
            for (int sequence = 1; sequence <= 3; sequence++)
            {
                var request = new TakeRequest(new LeaseId("s", sequence), [Mail], random.Next(1, 600), budget, LeaseTime);
                Lease? expected = await memory.TakeAsync(request);
                Lease? actual = await redis.TakeAsync(request);
                Lease? again = await redis.TakeAsync(request);

                Assert.Equal(Bytes(expected), Bytes(actual));
                Assert.Equal(Bytes(expected), Bytes(again));
                Assert.Equal(expected?.Waiting, actual?.Waiting);
            }

            Assert.Equal((await memory.ListReadyAsync(Mail, 0, 1000)).Select(Text), (await redis.ListReadyAsync(Mail, 0, 1000)).Select(Text));
        }

        // Else it was not what is tested here that took them.
        Assert.Contains("cmdstat_sort:", await shared.Server.CommandAsync("INFO", "commandstats"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_envelope_is_left_out_as_ever()
    {
        var ns = new TestNamespace(shared.Server);
        await using RedisBroker broker = await ns.ConnectAsync();
        await broker.EnqueueAsync(Enumerable.Range(0, 50).Select(static i => Item(28, i)).ToArray());
        await shared.Server.CommandAsync("RPUSH", ns.Keys.Lane(Mail).ToString(), string.Empty);
        await broker.EnqueueAsync(Enumerable.Range(50, 50).Select(static i => Item(28, i)).ToArray());

        Lease lease = (await broker.TakeAsync(new TakeRequest(new LeaseId("s", 1), [Mail], 500, 1 << 20, LeaseTime)))!;

        Assert.Equal(Enumerable.Range(0, 100), lease.Envelopes.Select(static envelope => (int)envelope.Span[0]));
        Assert.Equal("0", await shared.Server.CommandAsync("LLEN", ns.Keys.Lane(Mail).ToString()));
        Assert.Equal(SettleStatus.Settled, await broker.SettleAsync(lease, [.. Enumerable.Range(0, 100).Select(static slot => new CompleteSettlement(slot))]));
        Assert.Empty(await Fsck.RunAsync(ns));
    }

    [Fact]
    public async Task A_server_that_does_not_let_it_move_them_gives_them_all_the_same()
    {
        await using RedisServer server = await RoleFile.StartAsync();
        await server.CommandAsync("ACL", "SETUSER", "typedtasks-worker", "-sort", "-lpos", "-memory");
        await server.CommandAsync("ACL", "SETUSER", "typedtasks-worker", "clearselectors");
        await using RedisBroker broker = await RoleFile.ConnectAsync(server, RoleFile.Worker);
        await broker.EnqueueAsync(Enumerable.Range(0, 100).Select(static i => Item(40, i)).ToArray());

        Lease lease = (await broker.TakeAsync(new TakeRequest(new LeaseId("s", 1), [Mail], 80, 1 << 20, LeaseTime)))!;

        Assert.Equal(Enumerable.Range(0, 80), lease.Envelopes.Select(static envelope => (int)envelope.Span[0]));
        Assert.Equal(20, lease.Waiting);
    }

    private static int Size(string kind, int index, int count, Random random) => kind switch
    {
        "alike" => 150,
        "growing" => 28 + (index * 4),
        "one giant in the middle" => index == count / 2 ? 60_000 : 60,
        "giants but where it looks" => index == 0 || index == count - 1 ? 28 : index % 7 == 0 ? 9_000 : 28,
        _ => 28 + (int)Math.Exp(random.NextDouble() * 9),
    };

    private static EnqueueItem Item(int size, int fill)
    {
        var envelope = new byte[size];
        Array.Fill(envelope, (byte)fill);
        return new EnqueueItem(TaskId.New(RuntimeScheduler.Default), Mail, DueTime.Now, envelope);
    }

    private static IEnumerable<string>? Bytes(Lease? lease) => lease?.Envelopes.Select(Text);

    private static string Text(ReadOnlyMemory<byte> envelope) => $"{envelope.Length} of {envelope.Span[0]}";
}
