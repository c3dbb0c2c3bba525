using StackExchange.Redis;
using TypedTasks.BrokerConformance;
using TypedTasks.Brokers;
using TypedTasks.Redis.Server;
using TypedTasks.Redis.Tests.Roles;

namespace TypedTasks.Redis.Tests.Tls;

/// <summary>Every connection that a broker makes, the lease keeper's own among them, against a Redis that speaks TLS only.</summary>
public sealed class TlsTests : IDisposable
{
    private static readonly TimeSpan LeaseTime = TimeSpan.FromSeconds(15);
    private static readonly Lane Mail = Lane.Of("mail");

    private static long sequence;

    private readonly TestAuthority authority = new();

    public void Dispose() => authority.Dispose();

    [Fact]
    public async Task An_authority_of_ones_own_is_trusted_by_all_connections()
    {
        await using RedisServer server = await StartAsync();

        await WorksAsync(Trusting(server));
    }

    [Fact]
    public async Task An_authority_that_nobody_trusts_is_refused()
    {
        await using RedisServer server = await StartAsync();

        Assert.Contains("could not be spoken to over TLS", await RefusalAsync(ConfigurationOptions.Parse(server.ConnectionString)), StringComparison.Ordinal);
        await LeaseLinkRefusesAsync(server, Trusting(server), ConfigurationOptions.Parse(server.ConnectionString));
    }

    [Fact]
    public async Task Another_authority_than_the_trusted_one_is_refused()
    {
        using var other = new TestAuthority();
        await using RedisServer server = await StartAsync();
        ConfigurationOptions wrong = ConfigurationOptions.Parse(server.ConnectionString);
        wrong.TrustIssuer(other.Certificate);

        await RefusalAsync(wrong);
        await LeaseLinkRefusesAsync(server, Trusting(server), wrong);
    }

    [Fact]
    public async Task A_certificate_of_another_host_is_refused_and_of_the_one_that_sslHost_names_is_not()
    {
        await using RedisServer server = await StartAsync(new RedisTls { Authority = authority, Hosts = ["redis.example"] });
        ConfigurationOptions named = Trusting(server);
        named.SslHost = "redis.example";

        Assert.Contains("sslHost", await RefusalAsync(Trusting(server)), StringComparison.Ordinal);
        await LeaseLinkRefusesAsync(server, named, Trusting(server));
        await WorksAsync(named);
    }

    [Fact]
    public async Task An_expired_certificate_is_refused()
    {
        await using RedisServer server = await StartAsync(new RedisTls { Authority = authority, ValidFor = TimeSpan.FromDays(-1) });
        ConfigurationOptions careless = ConfigurationOptions.Parse(server.ConnectionString);
        careless.CertificateValidation += static (_, _, _, _) => true;

        await RefusalAsync(Trusting(server));
        await LeaseLinkRefusesAsync(server, careless, Trusting(server));
    }

    [Fact]
    public async Task A_client_certificate_is_shown_by_all_connections_where_the_server_wants_one()
    {
        await using RedisServer server = await StartAsync(new RedisTls { Authority = authority, ClientCertificates = true });
        ConfigurationOptions certified = Trusting(server);
        certified.SetUserPemCertificate(server.Client!.Value.CertificateFile, server.Client.Value.KeyFile);

        await RefusalAsync(Trusting(server));
        await LeaseLinkRefusesAsync(server, certified, Trusting(server));
        await WorksAsync(certified);
    }

    [Fact]
    public async Task A_user_with_a_role_works_over_TLS_and_a_wrong_password_is_named()
    {
        await using RedisServer server = await RedisServer.StartAsync(new RedisServerOptions
        {
            Authority = new RedisTls { Authority = authority },
            Acl = RoleFile.Lines,

            // As it should be anywhere: where the default user needs no password, the driver goes on as that one after a wrong one.
            Password = "default-users",
        });
        var worker = ConfigurationOptions.Parse(RoleFile.ConnectionString(server, RoleFile.Worker) + ",ssl=true");
        worker.TrustIssuer(authority.Certificate);

        await WorksAsync(worker);

        worker.Password = "wrong";
        Assert.Contains("refused the user or the password", await RefusalAsync(worker), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_URI_of_rediss_speaks_TLS()
    {
        await using RedisServer server = await RedisServer.StartAsync(new RedisServerOptions
        {
            Authority = new RedisTls { Authority = authority },
            Acl = RoleFile.Lines,
        });
        ConfigurationOptions worker = ConnectionText.Parse($"rediss://typedtasks-worker:change-me-worker@{server.Endpoint}/0");
        worker.TrustIssuer(authority.Certificate);

        await WorksAsync(worker);
    }

    [Fact]
    public async Task Plain_words_to_a_port_of_TLS_are_refused_with_a_hint()
    {
        await using RedisServer server = await StartAsync();

        Assert.Contains("ssl=true", await RefusalAsync(ConfigurationOptions.Parse(server.Endpoint)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_a_restart_all_connections_come_back_over_TLS()
    {
        await using RedisServer server = await StartAsync(append: true);
        await using RedisBroker broker = new(Trusting(server), new RedisOptions());
        Lease lease = await TakeOneAsync(broker);
        using ILeaseLink link = broker.OpenLeaseLink();
        Assert.Empty(link.Renew([lease], LeaseTime));

        await server.RestartAsync();

        Assert.Empty(RenewedWithin(link, lease));
    }

    private static IReadOnlyList<LeaseId> RenewedWithin(ILeaseLink link, Lease lease)
    {
        // The first call finds its connection gone and says so; the next one connects.
        try
        {
            return link.Renew([lease], LeaseTime);
        }
        catch (BrokerUnavailableException)
        {
            return link.Renew([lease], LeaseTime);
        }
    }

    private Task<RedisServer> StartAsync(RedisTls? tls = null, bool append = false) =>
        RedisServer.StartAsync(new RedisServerOptions { Authority = tls ?? new RedisTls { Authority = authority }, AppendAlways = append });

    private ConfigurationOptions Trusting(RedisServer server)
    {
        var configuration = ConfigurationOptions.Parse(server.ConnectionString);
        configuration.TrustIssuer(authority.Certificate);
        return configuration;
    }

    /// <summary>Sends, takes, renews on the lease keeper's own connection, and settles.</summary>
    private static async Task WorksAsync(ConfigurationOptions configuration)
    {
        await using var broker = new RedisBroker(configuration, new RedisOptions());
        await broker.ConnectAsync();
        Lease lease = await TakeOneAsync(broker);
        using ILeaseLink link = broker.OpenLeaseLink();

        Assert.Empty(link.Renew([lease], LeaseTime));
        Assert.Equal(SettleStatus.Settled, await broker.SettleAsync(lease, [new CompleteSettlement(0)]));
    }

    private static async Task<string> RefusalAsync(ConfigurationOptions configuration)
    {
        await using var broker = new RedisBroker(configuration, new RedisOptions());
        return (await Assert.ThrowsAsync<BrokerUnavailableException>(async () => await broker.ConnectAsync())).Message;
    }

    /// <summary>The lease keeper judges for itself: the driver's connections are good, its own configuration is not.</summary>
    private static async Task LeaseLinkRefusesAsync(RedisServer server, ConfigurationOptions good, ConfigurationOptions bad)
    {
        Assert.NotNull(server.AuthorityFile);
        await using var broker = new RedisBroker(good, new RedisOptions { LeaseConnection = bad });
        Lease lease = await TakeOneAsync(broker);
        using ILeaseLink link = broker.OpenLeaseLink();

        Assert.Throws<BrokerUnavailableException>(() => link.Renew([lease], LeaseTime));
        await broker.SettleAsync(lease, [new CompleteSettlement(0)]);
    }

    private static async Task<Lease> TakeOneAsync(RedisBroker broker)
    {
        await broker.EnqueueAsync(new[] { Sent.Make(1).To(Mail) });
        Lease? lease = await broker.TakeAsync(new TakeRequest(new LeaseId("worker1", Interlocked.Increment(ref sequence)), [Mail], 10, 1 << 20, LeaseTime));
        Assert.NotNull(lease);
        return lease;
    }
}
