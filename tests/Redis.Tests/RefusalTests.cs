using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;
using TypedTasks.Redis.Server;

namespace TypedTasks.Redis.Tests;

/// <summary>A server that cannot be used is refused at once, in a message that names endpoint and remedy.</summary>
public sealed class RefusalTests(SharedServer shared)
{
    // The promise is 5 s, which is also the most that the option allows: below it, so that a busy machine has some to spare.
    private static readonly TimeSpan Promise = TimeSpan.FromSeconds(5);
    private static readonly RedisOptions Options = new() { Prefix = "refused", ConnectTimeout = TimeSpan.FromSeconds(2) };

    private static RedisBroker Broker(string connectionString, ILogger<RedisBroker>? logger = null) =>
        new(ConfigurationOptions.Parse(connectionString), Options, logger: logger);

    private static async Task<string> RefusalAsync(string connectionString)
    {
        await using RedisBroker broker = Broker(connectionString);
        long started = TimeProvider.System.GetTimestamp();
        BrokerUnavailableException refusal = await Assert.ThrowsAsync<BrokerUnavailableException>(async () => await broker.ConnectAsync());
        Assert.InRange(TimeProvider.System.GetElapsedTime(started), TimeSpan.Zero, Promise);
        return refusal.Message;
    }

    [Fact]
    public async Task No_server()
    {
        string endpoint = $"127.0.0.1:{RedisServer.FreePort()}";

        string message = await RefusalAsync(endpoint);

        Assert.Contains(endpoint, message, StringComparison.Ordinal);
        Assert.Contains("cannot be reached", message, StringComparison.Ordinal);
        Assert.Contains("Is it running", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_accepts_and_never_answers()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        string endpoint = $"127.0.0.1:{((IPEndPoint)silent.LocalEndpoint).Port}";

        Assert.Contains($"{endpoint} cannot be reached", await RefusalAsync(endpoint), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_that_need_it_at_once_wait_for_one_attempt_and_not_for_one_each()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        await using RedisBroker broker = Broker($"127.0.0.1:{((IPEndPoint)silent.LocalEndpoint).Port}");
        long started = TimeProvider.System.GetTimestamp();

        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Assert.ThrowsAsync<BrokerUnavailableException>(async () => await broker.ConnectAsync())));

        Assert.InRange(TimeProvider.System.GetElapsedTime(started), TimeSpan.Zero, Promise);
        using var patience = new CancellationTokenSource();
        Task waiting = broker.ConnectAsync(patience.Token).AsTask();
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Theory]
    [InlineData("OOM command not allowed when used memory > 'maxmemory'.", false)]
    [InlineData("ERR Error running script (call to f_6b1bf486c81ceb7edf3c093f4c48582e38c0e791): @user_script:7: -OOM command not allowed when used memory > 'maxmemory'.", false)]
    [InlineData("ERR Error running script (call to f_6b1bf486c81ceb7edf3c093f4c48582e38c0e791): @user_script:7: -READONLY You can't write against a read only replica.", false)]
    [InlineData("ERR Error running script (call to f_6b1bf486c81ceb7edf3c093f4c48582e38c0e791): @user_script:7: -MISCONF Redis is configured to save RDB snapshots", false)]
    [InlineData("ERR Error running script (call to f_6b1bf486c81ceb7edf3c093f4c48582e38c0e791): @user_script:7: WRONGTYPE Operation against a key", true)]
    [InlineData("ERR Error running script (call to f_6b1bf486c81ceb7edf3c093f4c48582e38c0e791): @user_script:7: -WRONGTYPE Operation against a key", true)]
    [InlineData("ERR take: 2 keys", true)]
    [InlineData("NOPERM this user has no permissions to run the 'evalsha' command", true)]
    public void What_a_command_inside_a_script_refused_counts_as_if_it_had_been_sent_alone(string message, bool lasting) =>
        Assert.Equal(lasting, Unavailable.IsLasting(new RedisServerException(RedisErrorKind.Unknown, CommandFlags.None, message)));

    [Fact]
    public void No_option_breaks_the_promise()
    {
        Assert.True(new RedisOptions().ConnectTimeout < Promise);
        Assert.Throws<ArgumentOutOfRangeException>(
            () => new RedisBroker(new ConfigurationOptions { EndPoints = { "127.0.0.1:1" } }, new RedisOptions { ConnectTimeout = Promise * 2 }));
    }

    [Fact]
    public async Task A_wrong_password()
    {
        await using RedisServer server = await RedisServer.StartAsync(new RedisServerOptions { Password = "right" });

        string message = await RefusalAsync(server.Endpoint + ",password=wrong");

        Assert.Contains(server.Endpoint, message, StringComparison.Ordinal);
        Assert.Contains("refused the user or the password", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_password_where_one_is_needed()
    {
        await using RedisServer server = await RedisServer.StartAsync(new RedisServerOptions { Password = "right" });

        Assert.Contains("refused the user or the password", await RefusalAsync(server.Endpoint), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_is_too_old()
    {
        await using var stub = new StubServer("5.0.14");

        string message = await RefusalAsync(stub.Endpoint);

        Assert.Contains($"{stub.Endpoint} is version 5.0.14", message, StringComparison.Ordinal);
        Assert.Contains("6.2 or later", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_replica()
    {
        await using RedisServer replica = await RedisServer.StartAsync(new RedisServerOptions { ReplicaOf = shared.Server.Port });

        string message = await RefusalAsync(replica.Endpoint);

        Assert.Contains(replica.Endpoint, message, StringComparison.Ordinal);
        Assert.Contains("read-only replica", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_user_that_may_not_write()
    {
        await using RedisServer server = await RedisServer.StartAsync(
            new RedisServerOptions { Acl = ["user reader on >secret ~* &* +@all -@write"] });

        string message = await RefusalAsync(server.Endpoint + ",user=reader,password=secret");

        Assert.Contains(server.Endpoint, message, StringComparison.Ordinal);
        Assert.Contains("does not permit this user", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_user_of_another_namespace()
    {
        await using RedisServer server = await RedisServer.StartAsync(
            new RedisServerOptions { Acl = ["user other on >secret ~{other}:* &{other}:* +@all"] });

        Assert.Contains("does not permit this user", await RefusalAsync(server.Endpoint + ",user=other,password=secret"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("a:b")]
    [InlineData("{a}")]
    public void A_prefix_outside_the_grammar(string prefix)
    {
        ArgumentException refusal = Assert.ThrowsAny<ArgumentException>(
            () => new RedisBroker(new ConfigurationOptions { EndPoints = { "127.0.0.1:1" } }, new RedisOptions { Prefix = prefix }));

        Assert.Contains("prefix", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_evicts_is_told_of_loudly()
    {
        await using RedisServer server = await RedisServer.StartAsync(new RedisServerOptions { MaxMemoryPolicy = "allkeys-lru" });
        var log = new CollectedLog();
        await using RedisBroker broker = Broker(server.ConnectionString, log);

        await broker.ConnectAsync();

        (LogLevel level, string message) = Assert.Single(log.Entries);
        Assert.Equal(LogLevel.Error, level);
        Assert.Contains(server.Endpoint, message, StringComparison.Ordinal);
        Assert.Contains("allkeys-lru", message, StringComparison.Ordinal);
        Assert.Contains("noeviction", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_a_refusal_the_next_call_tries_again()
    {
        RedisServer server = await RedisServer.StartAsync();
        await using RedisBroker broker = Broker(server.ConnectionString);
        await server.KillAsync();
        await Assert.ThrowsAsync<BrokerUnavailableException>(async () => await broker.ConnectAsync());
        await server.RestartAsync();

        await broker.ConnectAsync();

        Assert.True(await broker.PingAsync() > TimeSpan.Zero);
        await server.DisposeAsync();
    }

    private sealed class CollectedLog : ILogger<RedisBroker>
    {
        private readonly List<(LogLevel, string)> entries = [];

        public IReadOnlyList<(LogLevel Level, string Message)> Entries => entries;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (entries)
            {
                entries.Add((logLevel, formatter(state, exception)));
            }
        }
    }
}
