using Microsoft.Extensions.DependencyInjection;
using StackExchange.Redis;
using TypedTasks.Brokers;

namespace TypedTasks.Redis.Tests;

/// <summary>UseRedis in a container.</summary>
public sealed class RegistrationTests(SharedServer shared)
{
    [Fact]
    public async Task A_container_that_is_disposed_synchronously_closes_the_connections()
    {
        IBroker broker;
        var services = new ServiceCollection();
        services.AddTypedTasks().UseRedis(shared.Server.ConnectionString, options => options.Prefix = new TestNamespace(shared.Server).Prefix);
#pragma warning disable CA1849 // The synchronous way is what is tested.
        using (ServiceProvider provider = services.BuildServiceProvider())
        {
            broker = provider.GetRequiredService<IBroker>();
            await broker.PingAsync();
        }
#pragma warning restore CA1849

        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await broker.PingAsync());
    }

    [Fact]
    public async Task A_multiplexer_that_was_brought_along_stays_open()
    {
        await using ConnectionMultiplexer multiplexer = await ConnectionMultiplexer.ConnectAsync(shared.Server.ConnectionString);
        using (var broker = new RedisBroker(multiplexer, new TestNamespace(shared.Server).Options))
        {
            await broker.PingAsync();
        }

        Assert.True(multiplexer.IsConnected);
        await multiplexer.GetDatabase().PingAsync();
    }
}
