using TypedTasks.Redis.Server;

namespace TypedTasks.Redis.Tests.Roles;

/// <summary>eng/redis/typedtasks.acl, as it is committed.</summary>
internal static class RoleFile
{
    public const string Producer = "producer";
    public const string Worker = "worker";
    public const string Inspector = "inspector";
    public const string Operator = "operator";

    public static string[] Lines { get; } =
        [.. File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "redis", "typedtasks.acl")).Where(static line => line.Length > 0)];

    /// <summary>A server with these users.</summary>
    /// <param name="prefix">What stands for the namespace; a pattern gives each test its own.</param>
    public static Task<RedisServer> StartAsync(string prefix = "tt") => RedisServer.StartAsync(new RedisServerOptions
    {
        Acl = [.. Lines.Select(line => line.Replace("{tt}", $"{{{prefix}}}", StringComparison.Ordinal))],
    });

    public static string ConnectionString(RedisServer server, string role) => $"{server.Endpoint},user=typedtasks-{role},password=change-me-{role}";

    /// <summary>A connected broker of a role.</summary>
    public static async Task<RedisBroker> ConnectAsync(RedisServer server, string role, string prefix = "tt")
    {
        var broker = new RedisBroker(StackExchange.Redis.ConfigurationOptions.Parse(ConnectionString(server, role)), new RedisOptions { Prefix = prefix });
        await broker.ConnectAsync();
        return broker;
    }
}
