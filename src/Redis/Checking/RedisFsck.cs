using StackExchange.Redis;

namespace TypedTasks.Redis.Checking;

/// <summary>
/// Reads a namespace and says whether every key is accounted for and every <see cref="Invariants">invariant</see> holds. It
/// writes nothing, reads in pages, and is made for a Redis where workers run: what looks wrong because it moved while it was
/// read is looked at again, at one instant, before it is reported. It holds about 24 bytes a task in memory.
/// </summary>
public static class RedisFsck
{
    /// <summary>Checks on a multiplexer that the caller owns.</summary>
    /// <param name="multiplexer">Connected. Its user needs to read, SCAN and run scripts; nothing else.</param>
    /// <param name="options">Prefix and database of the namespace, and how long a call may take.</param>
    /// <param name="check">What else to look for.</param>
    /// <param name="cancellationToken">Ends the check.</param>
    /// <exception cref="BrokerUnavailableException">Redis could not be read.</exception>
    /// <exception cref="ArgumentException">An option is outside its range or grammar.</exception>
    public static async Task<FsckReport> RunAsync(
        IConnectionMultiplexer multiplexer, RedisOptions options, FsckOptions? check = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(multiplexer);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        check ??= new FsckOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(check.MaxFindings, 1, nameof(check));
        var reader = new NamespaceReader(multiplexer, options, cancellationToken);
        try
        {
            return await new NamespaceCheck(reader, check).RunAsync();
        }
        catch (Exception error) when (error is RedisException or TimeoutException)
        {
            throw Unavailable.During("be checked", reader.Endpoint, error);
        }
    }

    /// <summary>Checks on a connection of its own.</summary>
    /// <param name="configuration">Where Redis is.</param>
    /// <param name="options">Prefix and database of the namespace, and how long a call may take.</param>
    /// <param name="check">What else to look for.</param>
    /// <param name="cancellationToken">Ends the check.</param>
    /// <exception cref="BrokerUnavailableException">Redis could not be reached or read.</exception>
    /// <exception cref="ArgumentException">An option is outside its range or grammar.</exception>
    public static async Task<FsckReport> RunAsync(
        ConfigurationOptions configuration, RedisOptions options, FsckOptions? check = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        ConfigurationOptions own = configuration.Clone();
        own.AbortOnConnectFail = true;
        own.ConnectTimeout = Math.Min(own.ConnectTimeout, (int)options.ConnectTimeout.TotalMilliseconds);
        own.AsyncTimeout = (int)options.OperationTimeout.TotalMilliseconds;
        ConnectionMultiplexer multiplexer;
        try
        {
            multiplexer = await ConnectionMultiplexer.ConnectAsync(own);
        }
        catch (Exception error) when (error is RedisException or TimeoutException)
        {
            throw Unavailable.WhileConnecting(string.Join(", ", own.EndPoints.Select(ServerCheck.NameOf)), error);
        }

        await using (multiplexer)
        {
            return await RunAsync(multiplexer, options, check, cancellationToken);
        }
    }
}
