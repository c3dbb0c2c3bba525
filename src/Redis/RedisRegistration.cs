using Microsoft.Extensions.Logging;
using StackExchange.Redis;
using TypedTasks;
using TypedTasks.Brokers;
using TypedTasks.Dispatch;
using TypedTasks.Redis;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Makes Redis the broker.</summary>
public static class TypedTasksRedisRegistration
{
    /// <summary>Uses the Redis of a connection string: <c>host:port,user=...,password=...,ssl=true</c>.</summary>
    /// <param name="builder">What <c>AddTypedTasks()</c> returned.</param>
    /// <param name="connectionString">In StackExchange.Redis' form, or as a URI: <c>rediss://user:password@host:port/database</c>.</param>
    /// <param name="configure">Prefix, database, timeouts.</param>
    /// <exception cref="ArgumentException">The connection string cannot be read, or an option is outside its range or grammar.</exception>
    /// <exception cref="TaskSetupException">Another broker is named already.</exception>
    public static ITypedTasksBuilder UseRedis(this ITypedTasksBuilder builder, string connectionString, Action<RedisOptions>? configure = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(connectionString);
        return builder.UseRedis(ConnectionText.Parse(connectionString), configure);
    }

    /// <summary>Uses the Redis of a configuration. It is copied; AbortOnConnectFail and the timeouts are set as TypedTasks needs them.</summary>
    /// <param name="builder">What <c>AddTypedTasks()</c> returned.</param>
    /// <param name="configuration">Endpoints, user, password, TLS and its callbacks.</param>
    /// <param name="configure">Prefix, database, timeouts.</param>
    /// <exception cref="ArgumentException">An option is outside its range or grammar.</exception>
    /// <exception cref="TaskSetupException">Another broker is named already.</exception>
    public static ITypedTasksBuilder UseRedis(this ITypedTasksBuilder builder, ConfigurationOptions configuration, Action<RedisOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        if (configuration.EndPoints.Count == 0)
        {
            throw new ArgumentException("The configuration of Redis names no endpoint (host:port).", nameof(configuration));
        }

        RedisOptions options = Configured(configure);
        return builder.UseBroker("UseRedis", services => new RedisBroker(configuration, options, Scheduler(services), Logger(services)));
    }

    /// <summary>
    /// Uses a multiplexer that the caller owns: it is used as it is and never closed. Producers and workers share its
    /// connection; a lease keeper still makes one of its own, from the multiplexer's configuration.
    /// </summary>
    /// <param name="builder">What <c>AddTypedTasks()</c> returned.</param>
    /// <param name="multiplexer">A multiplexer.</param>
    /// <param name="configure">Prefix, database, timeouts, <see cref="RedisOptions.LeaseConnection"/>.</param>
    /// <exception cref="ArgumentException">An option is outside its range or grammar.</exception>
    /// <exception cref="TaskSetupException">Another broker is named already.</exception>
    public static ITypedTasksBuilder UseRedis(this ITypedTasksBuilder builder, IConnectionMultiplexer multiplexer, Action<RedisOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(multiplexer);
        RedisOptions options = Configured(configure);
        return builder.UseBroker("UseRedis", services => new RedisBroker(multiplexer, options, Scheduler(services), Logger(services)));
    }

    /// <summary>Uses a multiplexer of the container's, as it is, and never closes it: <c>UseRedis(services => services.GetRequiredService&lt;IConnectionMultiplexer&gt;())</c>.</summary>
    /// <param name="builder">What <c>AddTypedTasks()</c> returned.</param>
    /// <param name="multiplexer">Called once, when the broker is needed first; what it returns stays the caller's.</param>
    /// <param name="configure">Prefix, database, timeouts, <see cref="RedisOptions.LeaseConnection"/>.</param>
    /// <exception cref="ArgumentException">An option is outside its range or grammar.</exception>
    /// <exception cref="TaskSetupException">Another broker is named already.</exception>
    public static ITypedTasksBuilder UseRedis(this ITypedTasksBuilder builder, Func<IServiceProvider, IConnectionMultiplexer> multiplexer, Action<RedisOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(multiplexer);
        RedisOptions options = Configured(configure);
        return builder.UseBroker("UseRedis", services => new RedisBroker(multiplexer(services), options, Scheduler(services), Logger(services)));
    }

    private static RedisOptions Configured(Action<RedisOptions>? configure)
    {
        var options = new RedisOptions();
        configure?.Invoke(options);
        options.Validate();
        return options;
    }

    private static RuntimeScheduler? Scheduler(IServiceProvider services) => services.GetService<RuntimeScheduler>();

    private static ILogger<RedisBroker>? Logger(IServiceProvider services) => services.GetService<ILogger<RedisBroker>>();
}
