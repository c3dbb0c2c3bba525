using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Security;
using System.Runtime.CompilerServices;
using StackExchange.Redis;

namespace TypedTasks.Redis;

/// <summary>
/// What a lease keeper's own connection needs of the driver's configuration. User and password are read at each connect, so
/// that a rotated password is the current one.
/// </summary>
internal sealed class LeaseLinkSettings
{
    private readonly ConfigurationOptions configuration;

    private LeaseLinkSettings(ConfigurationOptions configuration, RedisOptions options, int? database)
    {
        this.configuration = configuration;
        Timeout = options.RenewTimeout;
        Database = options.Database ?? database ?? 0;
    }

    /// <summary>How long to wait for connecting, sending and reading, each.</summary>
    public TimeSpan Timeout { get; }

    public int Database { get; }

    public string? User => configuration.User;

    public string? Password => configuration.Password;

    public bool Tls => configuration.Ssl;

    /// <summary>Where to connect before the driver knows the primary.</summary>
    public EndPoint? FirstEndpoint => configuration.EndPoints.FirstOrDefault();

    /// <param name="configuration">How it connects: the driver's, or <see cref="RedisOptions.LeaseConnection"/>.</param>
    /// <param name="options">Timeouts, and the database where it is set there.</param>
    /// <param name="database">That of the driver's connection: leases are renewed where they are, however the lease keeper gets there.</param>
    public static LeaseLinkSettings From(ConfigurationOptions configuration, RedisOptions options, int? database) => new(configuration, options, database);

    /// <summary>The configuration of a multiplexer that was brought along.</summary>
    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "An own implementation of the interface may hold anything in Configuration; then RedisOptions.LeaseConnection says it.")]
    public static ConfigurationOptions ConfigurationOf(IConnectionMultiplexer multiplexer)
    {
        try
        {
            return multiplexer is ConnectionMultiplexer own ? RawConfig(own) : ConfigurationOptions.Parse(multiplexer.Configuration, ignoreUnknown: true);
        }
        catch (Exception)
        {
            var named = new ConfigurationOptions();
            foreach (EndPoint endpoint in multiplexer.GetEndPoints(configuredOnly: true))
            {
                named.EndPoints.Add(endpoint);
            }

            return named;
        }
    }

    /// <summary>How TLS is spoken: as the driver would, with its certificate callbacks.</summary>
    public SslClientAuthenticationOptions TlsOptions(string host)
    {
        if (configuration.SslClientAuthenticationOptions?.Invoke(host) is { } given)
        {
            return given;
        }

        var options = new SslClientAuthenticationOptions
        {
            TargetHost = configuration.SslHost is { Length: > 0 } name ? name : host,
            RemoteCertificateValidationCallback = ValidationOf(configuration),
            LocalCertificateSelectionCallback = SelectionOf(configuration),

            // The driver asks for revocation only where the protocols are named too. To ask in its place would refuse a server that
            // the driver is content with (an authority of one's own rarely has a list): leases would lapse under running tasks.
            CertificateRevocationCheckMode = configuration is { SslProtocols: not null, CheckCertificateRevocation: true }
                ? global::System.Security.Cryptography.X509Certificates.X509RevocationMode.Online
                : global::System.Security.Cryptography.X509Certificates.X509RevocationMode.NoCheck,
        };
        if (configuration.SslProtocols is { } protocols)
        {
            options.EnabledSslProtocols = protocols;
        }

        return options;
    }

    // The driver has no public reader of what its users gave it: its own connections read these. A test connects over TLS with
    // callbacks, so that a driver that renames them is noticed.
    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_CertificateValidationCallback")]
    private static extern RemoteCertificateValidationCallback? ValidationOf(ConfigurationOptions options);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_CertificateSelectionCallback")]
    private static extern LocalCertificateSelectionCallback? SelectionOf(ConfigurationOptions options);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_RawConfig")]
    private static extern ConfigurationOptions RawConfig(ConnectionMultiplexer multiplexer);
}
