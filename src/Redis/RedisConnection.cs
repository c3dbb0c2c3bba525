using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace TypedTasks.Redis;

/// <summary>
/// One multiplexer, connected and checked on first use; a failure is forgotten, so that the next call tries again. Once it is
/// connected the driver reconnects by itself.
/// </summary>
internal sealed class RedisConnection : IAsyncDisposable, IDisposable
{
    private readonly ConfigurationOptions? configuration;
    private readonly RedisOptions options;
    private readonly RedisKeys keys;
    private readonly RuntimeScheduler scheduler;
    private readonly ILogger logger;
    private readonly int database;
    private readonly SemaphoreSlim gate = new(1, 1);
    private IConnectionMultiplexer? brought;
    private volatile Opened? opened;
    private volatile bool disposed;
    private int restored;

    /// <summary>A connection of our own.</summary>
    public RedisConnection(ConfigurationOptions configuration, RedisOptions options, RedisKeys keys, RuntimeScheduler scheduler, ILogger logger)
        : this(options, keys, scheduler, logger, options.Database ?? configuration.DefaultDatabase ?? -1) =>
        this.configuration = Own(configuration, options);

    /// <summary>A multiplexer that the user brought: used as it is, and not closed.</summary>
    public RedisConnection(IConnectionMultiplexer multiplexer, RedisOptions options, RedisKeys keys, RuntimeScheduler scheduler, ILogger logger)
        : this(options, keys, scheduler, logger, options.Database ?? -1) => brought = multiplexer;

    private RedisConnection(RedisOptions options, RedisKeys keys, RuntimeScheduler scheduler, ILogger logger, int database)
    {
        this.options = options;
        this.keys = keys;
        this.scheduler = scheduler;
        this.logger = logger;
        this.database = database;
    }

    /// <summary>What is connected, or null before the first use.</summary>
    public Opened? Current => opened;

    /// <summary>How often it was lost and came back, perhaps to another server behind the same name.</summary>
    public int Restored => Volatile.Read(ref restored);

    public string Endpoint => opened?.Endpoint
        ?? (brought is not null ? ServerCheck.EndpointsOf(brought) : string.Join(", ", configuration!.EndPoints.Select(ServerCheck.NameOf)));

    /// <exception cref="BrokerUnavailableException">It cannot be connected, or the server cannot be used.</exception>
    public ValueTask<Opened> OpenAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        return opened is { } there ? new ValueTask<Opened>(there) : ConnectAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        disposed = true;
        await gate.WaitAsync();
        try
        {
            if (Leave() is { } ours)
            {
                await ours.DisposeAsync();
            }
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>The same for a container that is disposed synchronously; it blocks while the connection closes.</summary>
    public void Dispose()
    {
        disposed = true;
        gate.Wait();
        try
        {
            Leave()?.Dispose();
        }
        finally
        {
            gate.Release();
        }
    }

    /// <returns>The multiplexer to be closed, or null where there is none or the user brought it.</returns>
    private IConnectionMultiplexer? Leave()
    {
        if (opened is not { } last)
        {
            return null;
        }

        last.Multiplexer.ConnectionFailed -= OnFailed;
        last.Multiplexer.ConnectionRestored -= OnRestored;
        return brought is null ? last.Multiplexer : null;
    }

    private static ConfigurationOptions Own(ConfigurationOptions given, RedisOptions options)
    {
        ConfigurationOptions own = given.Clone();
        var connect = (int)options.ConnectTimeout.TotalMilliseconds;
        own.AbortOnConnectFail = true;

        // Scripts name channels as they are, and see by them whether an owner lives; the namespace keeps them apart already.
        own.ChannelPrefix = default;
        own.ConnectRetry = 1;
        own.ConnectTimeout = Math.Min(own.ConnectTimeout, connect);

        // The driver's own deadline comes first where it can: it knows whether a call was sent.
        own.AsyncTimeout = Math.Max(50, (int)(options.OperationTimeout.TotalMilliseconds * 0.7));
        if (own.ReconnectRetryPolicy is null or ExponentialRetry)
        {
            // The driver's default grows to a minute; a broker should be back with its server.
            own.ReconnectRetryPolicy = new LinearRetry(500);
        }

        return own;
    }

    private async ValueTask<Opened> ConnectAsync(CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        try
        {
            return opened ??= await OpenOnceAsync(cancellationToken);
        }
        finally
        {
            gate.Release();
        }
    }

    private async Task<Opened> OpenOnceAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        long started = scheduler.Time.GetTimestamp();
        IConnectionMultiplexer multiplexer = brought ?? await DialAsync(cancellationToken);
        try
        {
            if (!multiplexer.IsConnected)
            {
                throw Unavailable.NoServer(Endpoint, null);
            }

            IDatabase db = multiplexer.GetDatabase(database);
            TimeSpan left = options.ConnectTimeout - scheduler.Time.GetElapsedTime(started);
            bool clustered = await ServerCheck.RunAsync(multiplexer, db, keys, logger)
                .WaitAsync(left > TimeSpan.Zero ? left : TimeSpan.FromMilliseconds(1), scheduler.Time, cancellationToken);
            multiplexer.ConnectionFailed += OnFailed;
            multiplexer.ConnectionRestored += OnRestored;
            return new Opened(multiplexer, db, clustered, ServerCheck.EndpointsOf(multiplexer), new PrimarySearch(multiplexer, scheduler));
        }
        catch (Exception error)
        {
            if (brought is null)
            {
                await multiplexer.DisposeAsync();
            }

            throw error is RedisException or TimeoutException ? Translate(error) : error;
        }
    }

    private async Task<IConnectionMultiplexer> DialAsync(CancellationToken cancellationToken)
    {
        Task<ConnectionMultiplexer> dialing = ConnectionMultiplexer.ConnectAsync(configuration!);
        try
        {
            return await dialing.WaitAsync(options.ConnectTimeout, scheduler.Time, cancellationToken);
        }
        catch (Exception error)
        {
            _ = CloseLateAsync(dialing);
            throw error is RedisException or TimeoutException ? Translate(error) : error;
        }
    }

    private static async Task CloseLateAsync(Task<ConnectionMultiplexer> dialing)
    {
        try
        {
            await (await dialing).DisposeAsync();
        }
        catch (Exception error) when (error is RedisException or TimeoutException or ObjectDisposedException)
        {
            // It was refused or given up already; this only observes the late end.
        }
    }

    private BrokerUnavailableException Translate(Exception error) => Unavailable.WhileConnecting(Endpoint, error);

    private void OnFailed(object? sender, ConnectionFailedEventArgs lost) =>
        RedisLog.ConnectionLost(logger, ServerCheck.NameOf(lost.EndPoint), lost.FailureType.ToString());

    private void OnRestored(object? sender, ConnectionFailedEventArgs back)
    {
        Interlocked.Increment(ref restored);
        RedisLog.ConnectionBack(logger, ServerCheck.NameOf(back.EndPoint));
    }

    /// <summary>A checked connection.</summary>
    public sealed record Opened(IConnectionMultiplexer Multiplexer, IDatabase Database, bool Clustered, string Endpoint, PrimarySearch Primary);
}
