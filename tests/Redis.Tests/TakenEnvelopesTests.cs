using TypedTasks.Brokers;
using TypedTasks.Redis.Server;

namespace TypedTasks.Redis.Tests;

/// <summary>The envelopes of a lease in one array of the pool.</summary>
public sealed class TakenEnvelopesTests(SharedServer shared)
{
    private static readonly Lane Default = Lane.Of(TaskDefaults.DefaultQueue);

    [Fact]
    public async Task Envelopes_of_any_size_come_back_as_they_were_sent()
    {
        var ns = new TestNamespace(shared.Server);
        await using RedisBroker broker = await ns.ConnectAsync();
        int[] sizes = [28, 29, 5000, 28, 70_000, 31, 1000, 28];
        await broker.EnqueueAsync(sizes.Select(static (size, i) => Item(size, (byte)i)).ToArray());

        Lease lease = (await broker.TakeAsync(new TakeRequest(new LeaseId("s", 1), [Default], 100, 1_000_000, TimeSpan.FromMinutes(1))))!;

        Assert.Equal(sizes, lease.Envelopes.Select(static envelope => envelope.Length));
        Assert.All(lease.Envelopes.Select(static (envelope, i) => (Envelope: envelope.ToArray(), i)), static one => Assert.All(one.Envelope, each => Assert.Equal(one.i, each)));
    }

    [Fact]
    public async Task Given_back_it_shows_no_bytes_and_is_given_back_once()
    {
        var ns = new TestNamespace(shared.Server);
        await using RedisBroker broker = await ns.ConnectAsync();
        await broker.EnqueueAsync(new[] { Item(28, 1), Item(28, 2) });
        Lease lease = (await broker.TakeAsync(new TakeRequest(new LeaseId("s", 1), [Default], 100, 1_000_000, TimeSpan.FromMinutes(1))))!;

        lease.Memory!.Dispose();
        lease.Memory.Dispose();

        Assert.Equal(2, lease.Envelopes.Count);
        Assert.Throws<ObjectDisposedException>(() => lease.Envelopes[0]);
        Assert.Equal(SettleStatus.Settled, await broker.SettleAsync(lease, [new CompleteSettlement(0), new CompleteSettlement(1)]));
    }

    private static EnqueueItem Item(int size, byte fill)
    {
        var envelope = new byte[size];
        Array.Fill(envelope, fill);
        return new EnqueueItem(TaskId.New(RuntimeScheduler.Default), Default, DueTime.Now, envelope);
    }
}
