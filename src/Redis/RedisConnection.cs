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
    private readonly object gate = new();
    private readonly IConnectionMultiplexer? brought;

    // Guarded by the gate: the attempt to connect that is under way, which all share who need it.
    private TaskCompletionSource<Opened>? opening;
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
        if (Close() is { } last)
        {
            await last.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }

        if (Leave() is { } ours)
        {
            await ours.DisposeAsync();
        }
    }

    /// <summary>The same for a container that is disposed synchronously; it blocks while the connection closes.</summary>
    public void Dispose()
    {
        Close()?.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default).Wait();
        Leave()?.Dispose();
    }

    /// <returns>The last attempt to connect, if one is under way.</returns>
    private Task<Opened>? Close()
    {
        lock (gate)
        {
            disposed = true;
            return opening?.Task;
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

    // Whoever comes meanwhile shares the attempt under way, and its failure: one after the other would wait for the sum of all.
    private async ValueTask<Opened> ConnectAsync(CancellationToken cancellationToken)
    {
        TaskCompletionSource<Opened> attempt;
        bool mine = false;
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(disposed, this);
            if (opened is { } there)
            {
                return there;
            }

            mine = opening is null;
            attempt = opening ??= new TaskCompletionSource<Opened>(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        if (mine)
        {
            _ = OpenSharedAsync(attempt);
        }

        return await attempt.Task.WaitAsync(cancellationToken);
    }

    private async Task OpenSharedAsync(TaskCompletionSource<Opened> attempt)
    {
        Opened? made = null;
        Exception? failed = null;
        try
        {
            made = await OpenOnceAsync();
        }
        catch (Exception error)
        {
            failed = error;
        }

        lock (gate)
        {
            (opened, opening) = (made, null);
        }

        if (made is not null)
        {
            attempt.SetResult(made);
        }
        else
        {
            attempt.SetException(failed!);

            // All who waited may have given up.
            _ = attempt.Task.Exception;
        }
    }

    private async Task<Opened> OpenOnceAsync()
    {
        long started = scheduler.Time.GetTimestamp();
        IConnectionMultiplexer multiplexer = brought ?? await DialAsync();
        try
        {
            if (!multiplexer.IsConnected)
            {
                throw Unavailable.NoServer(Endpoint, null);
            }

            IDatabase db = multiplexer.GetDatabase(database);
            TimeSpan left = options.ConnectTimeout - scheduler.Time.GetElapsedTime(started);
            bool clustered = await ServerCheck.RunAsync(multiplexer, db, keys, logger)
                .WaitAsync(left > TimeSpan.Zero ? left : TimeSpan.FromMilliseconds(1), scheduler.Time);
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

    private async Task<IConnectionMultiplexer> DialAsync()
    {
        Task<ConnectionMultiplexer> dialing = ConnectionMultiplexer.ConnectAsync(configuration!);
        try
        {
            return await dialing.WaitAsync(options.ConnectTimeout, scheduler.Time);
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
