using TypedTasks.Redis.Server;
using TypedTasks.Redis.Tests;

[assembly: AssemblyFixture(typeof(SharedServer))]

namespace TypedTasks.Redis.Tests;

/// <summary>One plain server for all tests that only need a namespace of their own.</summary>
public sealed class SharedServer : IAsyncLifetime
{
    private RedisServer? server;

    /// <summary>The server.</summary>
    public RedisServer Server => server ?? throw new InvalidOperationException("The server is not started.");

    /// <inheritdoc/>
    public async ValueTask InitializeAsync() => server = await RedisServer.StartAsync();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (server is not null)
        {
            await server.DisposeAsync();
        }
    }
}
