using TypedTasks.Redis.Server;
using TypedTasks.Redis.Tests.Roles;

[assembly: AssemblyFixture(typeof(RoleServer))]

namespace TypedTasks.Redis.Tests.Roles;

/// <summary>One server with the committed users, whose namespaces are those that tests make.</summary>
public sealed class RoleServer : IAsyncLifetime
{
    private RedisServer? server;

    /// <summary>The server.</summary>
    public RedisServer Server => server ?? throw new InvalidOperationException("The server is not started.");

    /// <inheritdoc/>
    public async ValueTask InitializeAsync() => server = await RoleFile.StartAsync(prefix: "t*");

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (server is not null)
        {
            await server.DisposeAsync();
        }
    }
}
