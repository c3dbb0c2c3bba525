namespace TypedTasks.Redis.Server;

/// <summary>How a server speaks TLS with a certificate of an authority.</summary>
public sealed record RedisTls
{
    /// <summary>Who issues its certificate, and those of its clients.</summary>
    public required TestAuthority Authority { get; init; }

    /// <summary>The names and addresses in its certificate.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = ["127.0.0.1", "localhost"];

    /// <summary>How long its certificate is valid from now; negative for one that is expired.</summary>
    public TimeSpan ValidFor { get; init; } = TimeSpan.FromDays(7);

    /// <summary>Whether clients need a certificate of the authority (mutual TLS).</summary>
    public bool ClientCertificates { get; init; }
}
