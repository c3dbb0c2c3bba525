using TypedTasks.Redis.Server;

namespace TypedTasks.Samples.Tests;

/// <summary>The first thing that a newcomer runs: it ends by itself, and every line is true.</summary>
public sealed class QuickstartTests
{
    [Fact]
    public async Task InMemory_EndsWithASummary()
    {
        await using var quickstart = SampleProcess.Start("Quickstart", "Quickstart");

        await AssertShowAsync(quickstart, "in memory");
    }

    [Fact]
    public async Task OnRedis_ShowsTheSame()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var quickstart = SampleProcess.Start("Quickstart", "Quickstart", "--redis", redis.Endpoint);

        await AssertShowAsync(quickstart, $"in Redis at {redis.Endpoint}");
    }

    [Fact]
    public async Task WithoutTheRedisThatItWasGiven_SaysWhichAndEnds()
    {
        await using var quickstart = SampleProcess.Start("Quickstart", "Quickstart", "--redis", "127.0.0.1:1");

        Assert.NotEqual(0, await quickstart.ExitAsync());
        Assert.Contains("127.0.0.1:1", quickstart.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Unhandled exception", quickstart.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnUnknownArgument_IsAnsweredWithTheUsage()
    {
        await using var quickstart = SampleProcess.Start("Quickstart", "Quickstart", "--help");

        Assert.Equal(2, await quickstart.ExitAsync());
        Assert.Contains("usage: Quickstart [--redis host:port]", quickstart.Output, StringComparison.Ordinal);
    }

    private static async Task AssertShowAsync(ChildProcess quickstart, string place)
    {
        int code = await quickstart.ExitAsync();

        Assert.True(code == 0, quickstart.Output);
        Assert.Contains($"TypedTasks, tasks kept {place}", quickstart.Output, StringComparison.Ordinal);
        Assert.Contains("\"Bienvenue, Ada !\"", quickstart.Output, StringComparison.Ordinal);
        Assert.Contains("78,498, an int", quickstart.Output, StringComparison.Ordinal);
        Assert.Contains("at attempt 3 of 4", quickstart.Output, StringComparison.Ordinal);
        Assert.Contains("one pot of green tea", quickstart.Output, StringComparison.Ordinal);
        Assert.Contains("dead letter (Exhausted): out of paper", quickstart.Output, StringComparison.Ordinal);
        Assert.Contains("Report, 9 sheets left", quickstart.Output, StringComparison.Ordinal);
        Assert.Contains("5 tasks sent, 5 done, 0 in the dead letters", quickstart.Output, StringComparison.Ordinal);
    }
}
