using System.Text.Json;
using StackExchange.Redis;
using TypedTasks.Redis;
using TypedTasks.Redis.Server;

namespace TypedTasks.CommandLine.Tests;

/// <summary><c>typedtasks fsck</c> against a real Redis.</summary>
public sealed class FsckCommandTests : IAsyncLifetime
{
    private RedisServer? server;

    private RedisServer Server => server!;

    public async ValueTask InitializeAsync()
    {
        server = await RedisServer.StartAsync();
        await using var broker = new RedisBroker(ConfigurationOptions.Parse(server.ConnectionString), new RedisOptions());
        await broker.RescueAsync(new(TimeSpan.FromSeconds(15), 3, TimeSpan.FromSeconds(2)));
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    [Fact]
    public async Task A_namespace_in_order_exits_with_0()
    {
        CommandRun run = await CommandRun.OfAsync("fsck", "--redis", Server.ConnectionString);

        Assert.Equal(0, run.Code);
        Assert.Contains("\nready                 0\n", "\n" + run.Output, StringComparison.Ordinal);
        Assert.EndsWith("\nClean: every key is accounted for.\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_broken_is_named_and_exits_with_1()
    {
        await Server.CommandAsync("SET", "{tt}:note", "x");
        await Server.CommandAsync("SET", "{other}:note", "x");

        CommandRun run = await CommandRun.OfAsync("fsck", "--redis", Server.ConnectionString);

        Assert.Equal(1, run.Code);
        Assert.EndsWith(
            "\nI1  Every key below the prefix is one that docs/redis-keys.md lists.\n    {tt}:note: a String that nobody owns\n1 findings.\n", run.Output, StringComparison.Ordinal);
        Assert.Equal(0, (await CommandRun.OfAsync("fsck", "--redis", Server.ConnectionString, "--prefix", "third")).Code);
    }

    [Fact]
    public async Task It_speaks_JSON()
    {
        await Server.CommandAsync("SET", "{tt}:note", "x");

        CommandRun run = await CommandRun.OfAsync("fsck", "--redis", "redis://" + Server.ConnectionString.Split(',')[0], "--json");

        using var json = JsonDocument.Parse(run.Output);
        Assert.Equal((1, 1), (run.Code, json.RootElement.GetProperty("count").GetInt32()));
        Assert.Equal("I1", json.RootElement.GetProperty("findings")[0].GetProperty("invariant").GetString());
        Assert.Equal(0, json.RootElement.GetProperty("totals").GetProperty("buried").GetInt32());
    }

    [Theory]
    [InlineData("--prefix", "a prefix", "prefix")]
    [InlineData("--redis", "127.0.0.1:1", "127.0.0.1:1")]
    public async Task What_cannot_be_read_exits_with_2(string option, string value, string told)
    {
        CommandRun run = await CommandRun.OfAsync(option == "--redis" ? ["fsck", option, value] : ["fsck", "--redis", Server.ConnectionString, option, value]);

        Assert.Equal(2, run.Code);
        Assert.Contains(told, run.Errors, StringComparison.Ordinal);
        Assert.Empty(run.Output);
    }
}
