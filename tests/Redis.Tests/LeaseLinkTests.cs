using System.Net;
using System.Security.Cryptography.X509Certificates;
using StackExchange.Redis;
using TypedTasks.BrokerConformance;
using TypedTasks.Brokers;
using TypedTasks.Redis.Server;

namespace TypedTasks.Redis.Tests;

/// <summary>The lease keeper's own connection (G2).</summary>
public sealed class LeaseLinkTests
{
    private static readonly TimeSpan LeaseTime = TimeSpan.FromSeconds(15);

    private static async Task<Lease> TakeOneAsync(RedisBroker broker)
    {
        await broker.EnqueueAsync(new[] { Sent.Make(1).To(Lane.Of("mail")) });
        Lease? lease = await broker.TakeAsync(new TakeRequest(new LeaseId("worker1", 1), [Lane.Of("mail")], 10, 1 << 20, LeaseTime));
        Assert.NotNull(lease);
        return lease;
    }

    private static async Task RenewsAsync(RedisBroker broker)
    {
        Lease lease = await TakeOneAsync(broker);
        using ILeaseLink link = broker.OpenLeaseLink();

        Assert.Empty(link.Renew([lease], LeaseTime));
        Assert.Equal([new LeaseId("nobody", 7)], link.Renew([lease, lease with { Id = new LeaseId("nobody", 7) }], LeaseTime));
    }

    [Fact]
    public async Task It_speaks_TLS_with_the_users_certificate_callback_and_authenticates_an_ACL_user()
    {
        await using RedisServer server = await RedisServer.StartAsync(new RedisServerOptions
        {
            Tls = true,
            Acl = ["user tasks on >p4ss ~{secure}:* &{secure}:* -@all +@read +@write +@connection +@pubsub +@scripting +time +info"],
        });
        var configuration = ConfigurationOptions.Parse($"{server.Endpoint},ssl=true,sslHost=localhost,user=tasks,password=p4ss");
        int asked = 0;
        configuration.CertificateValidation += (_, certificate, _, _) =>
        {
            Interlocked.Increment(ref asked);
            return ((X509Certificate2)certificate!).Thumbprint == server.Thumbprint;
        };
        await using var broker = new RedisBroker(configuration, new RedisOptions { Prefix = "secure", Database = 0 });
        await broker.ConnectAsync();
        Lease lease = await TakeOneAsync(broker);
        int byDriver = asked;

        using ILeaseLink link = broker.OpenLeaseLink();
        Assert.Empty(link.Renew([lease], LeaseTime));

        Assert.Equal(byDriver + 1, asked);
    }

    [Fact]
    public async Task It_refuses_a_certificate_that_the_callback_refuses()
    {
        await using RedisServer server = await RedisServer.StartAsync(new RedisServerOptions { Tls = true });
        bool trust = true;
        var configuration = ConfigurationOptions.Parse(server.ConnectionString);
        configuration.CertificateValidation += (_, _, _, _) => trust;
        await using var broker = new RedisBroker(configuration, new RedisOptions());
        await broker.ConnectAsync();
        Lease lease = await TakeOneAsync(broker);
        trust = false;

        using ILeaseLink link = broker.OpenLeaseLink();

        Assert.Throws<BrokerUnavailableException>(() => link.Renew([lease], LeaseTime));
    }

    [Fact]
    public async Task It_takes_password_and_database_from_the_configuration()
    {
        await using RedisServer server = await RedisServer.StartAsync(new RedisServerOptions { Password = "right" });
        await using var broker = new RedisBroker(ConfigurationOptions.Parse(server.ConnectionString), new RedisOptions { Database = 3 });

        await RenewsAsync(broker);
    }

    [Fact]
    public async Task It_renews_where_the_leases_are_also_where_its_own_connection_names_no_database()
    {
        await using RedisServer server = await RedisServer.StartAsync();
        var options = new RedisOptions { LeaseConnection = ConfigurationOptions.Parse(server.ConnectionString) };
        await using (var broker = new RedisBroker(ConfigurationOptions.Parse(server.ConnectionString + ",defaultDatabase=3"), options))
        {
            await RenewsAsync(broker);
        }

        await using ConnectionMultiplexer multiplexer = await ConnectionMultiplexer.ConnectAsync(server.ConnectionString + ",defaultDatabase=4");
        await using var brought = new RedisBroker(multiplexer, options);
        await RenewsAsync(brought);
    }

    [Fact]
    public async Task It_follows_the_driver_to_another_primary_though_its_own_connection_is_well()
    {
        await using RedisServer old = await RedisServer.StartAsync();
        await using RedisServer next = await RedisServer.StartAsync();
        var configuration = ConfigurationOptions.Parse(old.ConnectionString);
        var options = new RedisOptions();
        await using var broker = new RedisBroker(configuration, options);
        Lease lease = await TakeOneAsync(broker);
        EndPoint? primary = IPEndPoint.Parse(old.Endpoint);
        int reconnections = 0;
        using var link = new LeaseLink(LeaseLinkSettings.From(configuration, options, database: null), new RedisKeys(options.Prefix), () => primary, () => reconnections);
        Assert.Empty(link.Renew([lease], LeaseTime));

        // It sees none just now, then a connection of its own comes back, then another primary.
        primary = null;
        Assert.Empty(link.Renew([lease], LeaseTime));
        (primary, reconnections) = (IPEndPoint.Parse(old.Endpoint), 1);
        Assert.Empty(link.Renew([lease], LeaseTime));
        primary = IPEndPoint.Parse(next.Endpoint);
        Assert.Equal([lease.Id], link.Renew([lease], LeaseTime));
    }

    [Fact]
    public async Task It_takes_all_that_from_a_multiplexer_that_was_brought_along()
    {
        await using RedisServer server = await RedisServer.StartAsync(new RedisServerOptions { Password = "right" });
        await using ConnectionMultiplexer multiplexer = await ConnectionMultiplexer.ConnectAsync(server.ConnectionString + ",defaultDatabase=2");
        await using (var broker = new RedisBroker(multiplexer, new RedisOptions()))
        {
            await RenewsAsync(broker);
        }

        // It is not ours to close.
        Assert.True(multiplexer.IsConnected);
    }

    [Fact]
    public async Task It_says_so_when_the_server_is_gone_and_connects_again_when_it_is_back()
    {
        await using RedisServer server = await RedisServer.StartAsync(new RedisServerOptions { AppendAlways = true });
        await using var broker = new RedisBroker(ConfigurationOptions.Parse(server.ConnectionString), new RedisOptions());
        Lease lease = await TakeOneAsync(broker);
        using ILeaseLink link = broker.OpenLeaseLink();
        Assert.Empty(link.Renew([lease], LeaseTime));

        await server.KillAsync();
        BrokerUnavailableException trouble = Assert.Throws<BrokerUnavailableException>(() => link.Renew([lease], LeaseTime));
        Assert.Contains(server.Endpoint, trouble.Message, StringComparison.Ordinal);
        await server.RestartAsync();

        Assert.Empty(link.Renew([lease], LeaseTime));
    }

    [Fact]
    public async Task It_gives_up_on_a_server_that_does_not_answer()
    {
        await using RedisServer server = await RedisServer.StartAsync();
        await using var broker = new RedisBroker(
            ConfigurationOptions.Parse(server.ConnectionString), new RedisOptions { RenewTimeout = TimeSpan.FromMilliseconds(200) });
        Lease lease = await TakeOneAsync(broker);
        using ILeaseLink link = broker.OpenLeaseLink();
        link.Renew([lease], LeaseTime);

        server.Pause();
        Assert.Throws<BrokerUnavailableException>(() => link.Renew([lease], LeaseTime));
        server.Continue();

        Assert.Empty(link.Renew([lease], LeaseTime));
    }

    [Fact]
    public async Task It_sends_the_script_again_after_a_flush_of_scripts()
    {
        await using RedisServer server = await RedisServer.StartAsync();
        await using var broker = new RedisBroker(ConfigurationOptions.Parse(server.ConnectionString), new RedisOptions());
        Lease lease = await TakeOneAsync(broker);
        using ILeaseLink link = broker.OpenLeaseLink();
        link.Renew([lease], LeaseTime);

        await server.CommandAsync("SCRIPT", "FLUSH");

        Assert.Empty(link.Renew([lease], LeaseTime));
    }

    [Fact]
    public async Task It_renews_a_thousand_and_more_leases_in_bounded_calls()
    {
        await using RedisServer server = await RedisServer.StartAsync();
        await using var broker = new RedisBroker(ConfigurationOptions.Parse(server.ConnectionString), new RedisOptions());
        Lease lease = await TakeOneAsync(broker);
        using ILeaseLink link = broker.OpenLeaseLink();

        Lease[] many = [lease, .. Enumerable.Range(1, 2500).Select(i => lease with { Id = new LeaseId("gone", i) })];

        Assert.Equal(many.Skip(1).Select(static one => one.Id), link.Renew(many, LeaseTime));
    }

    [Fact]
    public async Task It_renews_while_the_thread_pool_is_starved()
    {
        await using RedisServer server = await RedisServer.StartAsync();
        await using var broker = new RedisBroker(ConfigurationOptions.Parse(server.ConnectionString), new RedisOptions { RenewTimeout = TimeSpan.FromSeconds(10) });
        Lease lease = await TakeOneAsync(broker);
        using ILeaseLink link = broker.OpenLeaseLink();
        var release = new ManualResetEventSlim();
        var renewed = new TaskCompletionSource<int>();

        // More blocked items than the pool will make threads for while this lasts.
        for (int i = 0; i < 256; i++)
        {
            ThreadPool.UnsafeQueueUserWorkItem(static gate => gate.Wait(TimeSpan.FromSeconds(90)), release, preferLocal: false);
        }

        var keeper = new Thread(() =>
        {
            int times = 0;
            for (; times < 6; times++)
            {
                if (link.Renew([lease], LeaseTime).Count != 0)
                {
                    break;
                }
            }

            renewed.SetResult(times);
        });
        keeper.Start();
        bool came = keeper.Join(TimeSpan.FromSeconds(60));
        release.Set();

        Assert.True(came);
        Assert.Equal(6, await renewed.Task);
    }
}
