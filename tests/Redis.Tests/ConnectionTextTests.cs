using System.Net;
using StackExchange.Redis;

namespace TypedTasks.Redis.Tests;

public sealed class ConnectionTextTests
{
    [Theory]
    [InlineData("localhost:6380,ssl=true,user=shop,password=p:w", "localhost", 6380, true, "shop", "p:w", null)]
    [InlineData("rediss://shop:p%3Aw@cache.example:6390/3", "cache.example", 6390, true, "shop", "p:w", 3)]
    [InlineData("redis://cache.example", "cache.example", 6379, false, null, null, null)]
    [InlineData("rediss://:secret@cache.example/", "cache.example", 6379, true, null, "secret", null)]
    [InlineData("redis://10.0.0.7:7000/0", "10.0.0.7", 7000, false, null, null, 0)]
    public void Both_forms_are_read(string text, string host, int port, bool tls, string? user, string? password, int? database)
    {
        ConfigurationOptions options = ConnectionText.Parse(text);

        (string Host, int Port) endpoint = Assert.Single(options.EndPoints) switch
        {
            DnsEndPoint dns => (dns.Host, dns.Port),
            IPEndPoint ip => (ip.Address.ToString(), ip.Port),
            var other => throw new InvalidOperationException(other.ToString()),
        };
        Assert.Equal((host, port), endpoint);
        Assert.Equal((tls, user, password, database), (options.Ssl, options.User, options.Password, options.DefaultDatabase));
    }

    [Theory]
    [InlineData("http://user:hunter2@cache.example")]
    [InlineData("rediss://user:hunter2@cache.example/three")]
    [InlineData("rediss://user:hunter2@cache.example:6379/0?ssl_cert_reqs=none")]
    [InlineData("rediss://user:hunter2@cache.example:port")]
    public void What_cannot_be_read_is_refused_without_being_repeated(string text)
    {
        ArgumentException refusal = Assert.Throws<ArgumentException>(() => ConnectionText.Parse(text));

        Assert.DoesNotContain("hunter2", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("rediss://", refusal.Message, StringComparison.Ordinal);
    }
}
