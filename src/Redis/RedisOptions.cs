using StackExchange.Redis;

namespace TypedTasks.Redis;

/// <summary>How TypedTasks uses Redis.</summary>
public sealed class RedisOptions
{
    /// <summary>
    /// The namespace: every key begins with <c>{prefix}:</c>, so that all of them share one slot of a cluster. 1 to 128 ASCII
    /// letters, digits, <c>.</c>, <c>_</c> or <c>-</c>; <c>tt</c> by default.
    /// </summary>
    public string Prefix { get; set; } = "tt";

    /// <summary>The database, 0 or more; null (the default) takes the one of the connection string.</summary>
    public int? Database { get; set; }

    /// <summary>
    /// How long a connection may take to be made and checked when the host starts. 3 s by default, at most 5 s:
    /// a process that cannot use its Redis has then said so within 5 s of its start.
    /// </summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>How long one call may take before its outcome counts as unknown. 5 s by default, 50 ms to 5 min.</summary>
    public TimeSpan OperationTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How long a lease keeper waits for its own connection: to connect, to send, to read. 2 s by default, 50 ms to 10 s; well
    /// below the length of a lease.
    /// </summary>
    public TimeSpan RenewTimeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// What the lease keeper's own connection uses (user, password, TLS and its certificate callbacks) where a multiplexer is
    /// brought along whose configuration cannot be read. Null (the default) takes the multiplexer's own configuration. The database is always that of the
    /// other connections: leases are renewed where they are.
    /// </summary>
    public ConfigurationOptions? LeaseConnection { get; set; }

    internal void Validate()
    {
        NameGrammar.CheckQueue(Prefix, "prefix (namespace)");
        CheckRange(nameof(Database), Database is null or >= 0);
        CheckRange(nameof(ConnectTimeout), ConnectTimeout > TimeSpan.Zero && ConnectTimeout <= TimeSpan.FromSeconds(5));
        CheckRange(nameof(OperationTimeout), OperationTimeout >= TimeSpan.FromMilliseconds(50) && OperationTimeout <= TimeSpan.FromMinutes(5));
        CheckRange(nameof(RenewTimeout), RenewTimeout >= TimeSpan.FromMilliseconds(50) && RenewTimeout <= TimeSpan.FromSeconds(10));
    }

    private static void CheckRange(string option, bool within)
    {
        if (!within)
        {
            throw new ArgumentOutOfRangeException(option, $"RedisOptions.{option} is outside its range; its documentation names it.");
        }
    }
}
