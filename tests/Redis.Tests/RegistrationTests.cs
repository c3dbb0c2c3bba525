using Microsoft.Extensions.DependencyInjection;
using StackExchange.Redis;
using TypedTasks.Brokers;
using TypedTasks.Dispatch;

namespace TypedTasks.Redis.Tests;

/// <summary>UseRedis in a container.</summary>
public sealed class RegistrationTests(SharedServer shared)
{
    [Fact]
    public void A_host_with_Redis_refuses_a_second_broker_and_is_refused_as_the_second()
    {
        ITypedTasksBuilder redis = new ServiceCollection().AddTypedTasks().UseRedis("127.0.0.1:1");

        Assert.Contains("UseRedis and UseInMemoryBroker", Assert.Throws<TaskSetupException>(() => redis.UseInMemoryBroker()).Message, StringComparison.Ordinal);
        Assert.Contains("UseRedis and UseRedis", Assert.Throws<TaskSetupException>(() => redis.UseRedis("127.0.0.1:2")).Message, StringComparison.Ordinal);
        Assert.Contains(
            "UseInMemoryBroker and UseRedis",
            Assert.Throws<TaskSetupException>(() => new ServiceCollection().AddTypedTasks().UseInMemoryBroker().UseRedis("127.0.0.1:1")).Message,
            StringComparison.Ordinal);
    }

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
