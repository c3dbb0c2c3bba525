using TypedTasks.Redis.Server;

namespace TypedTasks.Samples.Tests;

/// <summary>A worker that cannot use its Redis ends by itself, and says which server it is and what to do.</summary>
public sealed class WorkerRefusalTests
{
    [Fact]
    public async Task WithoutAServer()
    {
        string endpoint = $"127.0.0.1:{RedisServer.FreePort()}";

        await AssertRefusalAsync(endpoint, $"Redis at {endpoint} cannot be reached. Is it running");
    }

    [Fact]
    public async Task WithAWrongPassword()
    {
        await using RedisServer redis = await RedisServer.StartAsync(new RedisServerOptions { Password = "right" });

        await AssertRefusalAsync(redis.Endpoint + ",password=wrong", $"Redis at {redis.Endpoint} refused the user or the password. Set 'user' and 'password'");
    }

    [Fact]
    public async Task WithAServerThatIsTooOld()
    {
        await using var old = new StubServer("5.0.14");

        await AssertRefusalAsync(old.Endpoint, $"Redis at {old.Endpoint} is version 5.0.14. TypedTasks needs Redis 6.2 or later");
    }

    private static async Task AssertRefusalAsync(string redis, string message)
    {
        await using ChildProcess worker = SampleProcess.Start("WebAndWorker/Worker", "Shop.Worker", "--redis", redis);

        Assert.NotEqual(0, await worker.ExitAsync());
        Assert.Contains(message, worker.Output, StringComparison.Ordinal);
    }
}
