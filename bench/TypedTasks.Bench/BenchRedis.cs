using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;
using TypedTasks.Brokers;
using TypedTasks.Redis;
using TypedTasks.Redis.Server;

namespace TypedTasks.Bench;

/// <summary>A redis-server of the benchmark's own, AOF off, and what is measured on it.</summary>
internal sealed class BenchRedis : IAsyncDisposable
{
    private readonly RedisServer server;
    private readonly ConnectionMultiplexer admin;

    private BenchRedis(RedisServer server, ConnectionMultiplexer admin)
    {
        this.server = server;
        this.admin = admin;
        Stats = new RedisStats(admin.GetServer(server.Endpoint));
    }

    public RedisStats Stats { get; }

    public static async Task<BenchRedis> StartAsync()
    {
        RedisServer server = await RedisServer.StartAsync();
        return new BenchRedis(server, await ConnectionMultiplexer.ConnectAsync(server.ConnectionString + ",allowAdmin=true"));
    }

    public Task FlushAsync() => server.FlushAsync();

    public RedisBroker OpenBroker() => new(ConfigurationOptions.Parse(server.ConnectionString), new RedisOptions());

    /// <summary>A host with default options, as a user's: nothing is set for the benchmark.</summary>
    public IHost BuildHost(bool worker)
    {
        HostApplicationBuilder builder = Host.CreateApplicationBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        var tasks = builder.Services.AddTypedTasks().UseRedis(server.ConnectionString).AddTypedTasksBenchTasks();
        if (worker)
        {
            tasks.AddWorker();
        }

        return builder.Build();
    }

    public async ValueTask DisposeAsync()
    {
        await admin.DisposeAsync();
        await server.DisposeAsync();
    }
}
