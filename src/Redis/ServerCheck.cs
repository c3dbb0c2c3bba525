using System.Net;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace TypedTasks.Redis;

/// <summary>Refuses a server that cannot be used, with endpoint and remedy, and warns of one that evicts.</summary>
internal static class ServerCheck
{
    private static readonly Version Oldest = new(6, 2);

    /// <summary>Checks the primary that holds the namespace.</summary>
    /// <returns>Whether it is a node of a cluster, where PUBSUB NUMSUB and PUBLISH count the node's own subscribers only.</returns>
    /// <exception cref="BrokerUnavailableException">It cannot be used.</exception>
    public static async Task<bool> RunAsync(IConnectionMultiplexer multiplexer, IDatabase database, RedisKeys keys, ILogger logger)
    {
        IServer server = PrimaryOf(multiplexer, keys)
            ?? throw Unavailable.Refused(EndpointsOf(multiplexer), "is a read-only replica, and no primary is known", "Name the primary, or Sentinel (serviceName=...).");
        string endpoint = NameOf(server.EndPoint);
        string info;
        try
        {
            // Through a script, because the driver takes INFO for a command of administrators.
            info = (string?)await RedisScripts.Check.EvaluateAsync(database, [keys.Check], [keys.WakeChannels + "check"]) ?? string.Empty;
        }
        catch (RedisServerException error)
        {
            throw server.Version < Oldest && error.Message.Contains("unknown command", StringComparison.Ordinal)
                ? TooOld(endpoint, server.Version.ToString())
                : Refusal(endpoint, error);
        }

        if (info.Length == 0)
        {
            RedisLog.InfoDenied(logger, endpoint);
        }
        else
        {
            CheckInfo(Lines(info), endpoint, logger);
        }

        return server.ServerType == ServerType.Cluster;
    }

    public static string EndpointsOf(IConnectionMultiplexer multiplexer) =>
        string.Join(", ", multiplexer.GetEndPoints(configuredOnly: true).Select(NameOf));

    public static string NameOf(EndPoint? endpoint) => endpoint switch
    {
        DnsEndPoint dns => $"{dns.Host}:{dns.Port}",
        null => "?",
        _ => endpoint.ToString() ?? "?",
    };

    /// <summary>What a server's refusal means and what to do.</summary>
    public static BrokerUnavailableException Refusal(string endpoint, RedisServerException error)
    {
        string words = error.Message;
        if (Unavailable.Says(error, "READONLY"))
        {
            return Unavailable.Refused(endpoint, "is a read-only replica", "Name the primary, or Sentinel (serviceName=...).", error);
        }

        if (words.StartsWith("NOAUTH", StringComparison.Ordinal) || words.StartsWith("WRONGPASS", StringComparison.Ordinal))
        {
            return Unavailable.WrongPassword(endpoint, error);
        }

        return Unavailable.IsForbidden(error)
            ? Unavailable.Refused(endpoint, $"does not permit this user what TypedTasks needs ({words})", "Grant the user its keys, channels and commands: docs/security.md has the roles, eng/redis/typedtasks.acl their ACL rules.", error)
            : Unavailable.Refused(endpoint, $"refused a first script ({words})", "TypedTasks needs Lua scripts (EVAL, EVALSHA).", error);
    }

    public static IServer? PrimaryOf(IConnectionMultiplexer multiplexer, RedisKeys keys)
    {
        IServer[] servers = multiplexer.GetServers();
        if (servers.Any(server => server.ServerType == ServerType.Cluster))
        {
            return multiplexer.GetServer(keys.Leases, flags: CommandFlags.DemandMaster);
        }

        return servers.FirstOrDefault(server => server is { IsConnected: true, IsReplica: false });
    }

    private static Dictionary<string, string> Lines(string info)
    {
        var lines = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string line in info.Split('\n'))
        {
            int colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0)
            {
                lines[line[..colon]] = line[(colon + 1)..].Trim();
            }
        }

        return lines;
    }

    private static BrokerUnavailableException TooOld(string endpoint, string version) => Unavailable.Refused(
        endpoint, $"is version {version}", $"TypedTasks needs Redis {Oldest} or later: upgrade the server.");

    private static void CheckInfo(IReadOnlyDictionary<string, string> info, string endpoint, ILogger logger)
    {
        if (info.TryGetValue("redis_version", out string? text) && Version.TryParse(text, out Version? version) && version < Oldest)
        {
            throw TooOld(endpoint, text);
        }

        if (info.TryGetValue("maxmemory_policy", out string? policy) && policy != "noeviction")
        {
            RedisLog.Evicts(logger, endpoint, policy, policy.StartsWith("volatile", StringComparison.Ordinal) ? "results, and what guards against doubles," : "tasks");
        }
    }
}
