using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using StackExchange.Redis;
using TypedTasks.Brokers;

namespace TypedTasks.Redis;

/// <summary>
/// The Redis broker. A queue is a set of lists of envelopes, a lease a list of its own with one deadline; every transition is
/// one script. Producers and payload traffic of workers use a connection each (unless a multiplexer was brought along, which
/// is used as it is), lease keepers a third.
/// </summary>
public sealed partial class RedisBroker : IBroker, IDisposable
{
    private readonly RedisOptions options;
    private readonly RedisKeys keys;
    private readonly RuntimeScheduler scheduler;
    private readonly ILogger logger;
    private readonly RedisConnection producers;
    private readonly RedisConnection workers;
    private readonly LeaseLinkSettings leaseSettings;

    /// <summary>A broker with connections of its own.</summary>
    /// <param name="configuration">Where Redis is. It is copied; AbortOnConnectFail and the timeouts are set as TypedTasks needs them.</param>
    /// <param name="options">How Redis is used.</param>
    /// <param name="scheduler">The clock.</param>
    /// <param name="logger">Where a dangerous setup and lost connections are told.</param>
    /// <exception cref="ArgumentException">An option is outside its range or grammar.</exception>
    public RedisBroker(ConfigurationOptions configuration, RedisOptions options, RuntimeScheduler? scheduler = null, ILogger<RedisBroker>? logger = null)
        : this(options, scheduler, logger)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        producers = new RedisConnection(configuration, options, keys, this.scheduler, this.logger);
        workers = new RedisConnection(configuration, options, keys, this.scheduler, this.logger);
        leaseSettings = LeaseLinkSettings.From(options.LeaseConnection ?? configuration, options, configuration.DefaultDatabase);
    }

    /// <summary>A broker on a multiplexer that the caller owns: it is used as it is and never closed.</summary>
    /// <param name="multiplexer">Connected, and with <c>AbortOnConnectFail</c> false if it may come up later.</param>
    /// <param name="options">How Redis is used.</param>
    /// <param name="scheduler">The clock.</param>
    /// <param name="logger">Where a dangerous setup and lost connections are told.</param>
    /// <exception cref="ArgumentException">An option is outside its range or grammar, or the multiplexer has a ChannelPrefix.</exception>
    public RedisBroker(IConnectionMultiplexer multiplexer, RedisOptions options, RuntimeScheduler? scheduler = null, ILogger<RedisBroker>? logger = null)
        : this(options, scheduler, logger)
    {
        ArgumentNullException.ThrowIfNull(multiplexer);
        producers = workers = new RedisConnection(multiplexer, options, keys, this.scheduler, this.logger);
        ConfigurationOptions configuration = LeaseLinkSettings.ConfigurationOf(multiplexer);
        if (!configuration.ChannelPrefix.IsNullOrEmpty)
        {
            throw new ArgumentException(
                $"The multiplexer puts '{configuration.ChannelPrefix}' before every channel, so that scripts could not see whether a worker lives. Bring one without ChannelPrefix; RedisOptions.Prefix keeps namespaces apart.",
                nameof(multiplexer));
        }

        leaseSettings = LeaseLinkSettings.From(options.LeaseConnection ?? configuration, options, multiplexer.GetDatabase().Database);
    }

    // The two constructors above differ in how they connect; what is common is here.
#pragma warning disable CS8618 // The connections are set by whichever constructor called this one.
    private RedisBroker(RedisOptions options, RuntimeScheduler? scheduler, ILogger<RedisBroker>? logger)
#pragma warning restore CS8618
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        this.options = options;
        this.scheduler = scheduler ?? RuntimeScheduler.Default;
        this.logger = logger ?? NullLogger<RedisBroker>.Instance;
        keys = new RedisKeys(options.Prefix);
        pushes = new SharedPushes(this.scheduler, PushTogetherAsync);
    }

    /// <inheritdoc/>
    public string System => "redis";

    /// <inheritdoc/>
    public string Namespace => options.Prefix;

    /// <inheritdoc/>
    public async ValueTask ConnectAsync(CancellationToken cancellationToken = default) => await producers.OpenAsync(cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<TimeSpan> PingAsync(CancellationToken cancellationToken = default)
    {
        RedisConnection.Opened at = await producers.OpenAsync(cancellationToken);
        return await CallAsync("answer a ping", at, at.Database.PingAsync(CommandFlags.DemandMaster), cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await workers.DisposeAsync();
        if (!ReferenceEquals(workers, producers))
        {
            await producers.DisposeAsync();
        }
    }

    /// <summary>Closes its connections; blocks until they are closed. For containers that are disposed synchronously.</summary>
    public void Dispose()
    {
        workers.Dispose();
        if (!ReferenceEquals(workers, producers))
        {
            producers.Dispose();
        }
    }

    /// <summary>Every call to the driver carries a deadline of ours: when it passes, the outcome is unknown, not failed.</summary>
    private async Task<T> CallAsync<T>(string what, RedisConnection.Opened at, Task<T> call, CancellationToken cancellationToken)
    {
        try
        {
            return await call.WaitAsync(options.OperationTimeout, scheduler.Time, cancellationToken);
        }
        catch (Exception error) when (IsTrouble(error))
        {
            Forget(call);
            at.Primary.After(error);
            throw Unavailable.During(what, at.Endpoint, error);
        }
        catch (OperationCanceledException)
        {
            Forget(call);
            throw;
        }
    }

    /// <summary>Whether it is the driver that failed, and not our own code.</summary>
    private static bool IsTrouble(Exception error) =>
        error is RedisException or RedisCommandException or TimeoutException or ObjectDisposedException;

    /// <summary>Nobody waits any more; a late failure is nobody's.</summary>
    private static void Forget(Task? call) => call?.ContinueWith(
        static late => _ = late.Exception,
        CancellationToken.None,
        TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously,
        TaskScheduler.Default);

    internal static long Milliseconds(TimeSpan time) => (long)Math.Ceiling(Math.Min(time.TotalMilliseconds, MaxMilliseconds));

    // A hundred years: the scripts take no longer times.
    private const double MaxMilliseconds = 3_155_760_000_000;
}
