using System.Globalization;
using Microsoft.Extensions.Time.Testing;
using TypedTasks.BrokerConformance;
using TypedTasks.BrokerConformance.Workers;
using TypedTasks.Brokers;
using TypedTasks.Redis.Server;

namespace TypedTasks.Redis.Tests;

/// <summary>What a send costs where nobody is to be woken, and that nobody sleeps on for it.</summary>
public sealed class WakeTests : IAsyncLifetime
{
    private static readonly Lane Mail = Lane.Of("mail");

    private readonly FakeTimeProvider time = new();
    private RedisServer server = null!;
    private TestNamespace ns = null!;
    private RedisBroker broker = null!;
    private int sent;

    public async ValueTask InitializeAsync()
    {
        server = await RedisServer.StartAsync();
        ns = new TestNamespace(server);
        broker = new RedisBroker(ns.Configuration, ns.Options, new TestScheduler(time));
        await broker.ConnectAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await broker.DisposeAsync();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task While_every_worker_is_busy_that_is_asked_once_a_millisecond()
    {
        await UntilKnownToBeBusyAsync();
        int before = await CallsAsync("lpop");

        for (int number = 1; number <= 50; number++)
        {
            await SendAsync();
        }

        Assert.Equal(before, await CallsAsync("lpop"));
        time.Advance(TimeSpan.FromMilliseconds(1));
        await UntilAsync(async () => await CallsAsync("lpop") > before);
        await broker.PingAsync();
        Assert.Equal(before + 1, await CallsAsync("lpop"));
    }

    [Fact]
    public async Task A_worker_that_became_idle_meanwhile_is_woken_a_millisecond_later()
    {
        await UntilKnownToBeBusyAsync();
        var woken = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using IAsyncDisposable listening = await broker.ListenAsync("worker1", () => woken.TrySetResult());
        Assert.NotNull(await TakeAsync(1));
        Assert.Null(await TakeAsync(2));

        await SendAsync();
        await broker.PingAsync();
        Assert.False(woken.Task.IsCompleted);
        time.Advance(TimeSpan.FromMilliseconds(1));

        await woken.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task As_many_are_woken_as_sends_were_put_off()
    {
        // The last send of these is put off, and two more.
        await UntilKnownToBeBusyAsync();
        await SendAsync();
        await SendAsync();
        var woken = new List<Task>();
        await server.CommandAsync("RPUSH", ns.Keys.Idle("mail").ToString(), "dead");
        for (int number = 0; number < 4; number++)
        {
            var heard = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await broker.ListenAsync($"idle{number}", () => heard.TrySetResult());
            woken.Add(heard.Task);
            await server.CommandAsync("RPUSH", ns.Keys.Idle("mail").ToString(), $"idle{number}");
        }

        time.Advance(TimeSpan.FromMilliseconds(1));

        await Task.WhenAll(woken[..3]).WaitAsync(TimeSpan.FromSeconds(30));
        await broker.PingAsync();
        Assert.Equal("idle3", await server.CommandAsync("LPOP", ns.Keys.Idle("mail").ToString()));
    }

    /// <summary>Until a send sends no script behind it any more.</summary>
    private async Task UntilKnownToBeBusyAsync()
    {
        int before;
        do
        {
            before = await CallsAsync("evalsha") + await CallsAsync("eval");
            await SendAsync();
            await broker.PingAsync();
        }
        while (await CallsAsync("evalsha") + await CallsAsync("eval") != before);
    }

    private async Task SendAsync() => await broker.EnqueueAsync(new[] { Sent.Make(++sent).To(Mail) });

    private ValueTask<Lease?> TakeAsync(long sequence) =>
        broker.TakeAsync(new TakeRequest(new LeaseId("worker1", sequence), [Mail], 100, 1 << 20, TimeSpan.FromSeconds(15)) { IdleOn = ["mail"] });

    private async Task<int> CallsAsync(string command)
    {
        string stats = await server.CommandAsync("INFO", "commandstats");
        string? line = stats.Split('\n').FirstOrDefault(one => one.StartsWith($"cmdstat_{command}:calls=", StringComparison.Ordinal));
        return line is null ? 0 : int.Parse(line.Split('=', ',')[1], CultureInfo.InvariantCulture);
    }

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        while (!await holds())
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
        }
    }
}
