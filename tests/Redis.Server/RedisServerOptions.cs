namespace TypedTasks.Redis.Server;

/// <summary>What a test wants of its server.</summary>
public sealed record RedisServerOptions
{
    /// <summary>Whether everything is on disk before Redis answers (appendfsync always).</summary>
    public bool AppendAlways { get; init; }

    /// <summary>Whether everything is in a file when Redis answers, and on disk at most two seconds later (appendfsync everysec).</summary>
    public bool AppendEverySecond { get; init; }

    /// <summary>The password of the default user, or null for none.</summary>
    public string? Password { get; init; }

    /// <summary>Lines of an ACL file (<c>user name on &gt;password ~pattern ...</c>).</summary>
    public IReadOnlyList<string> Acl { get; init; } = [];

    /// <summary>Whether the port speaks TLS, with a self-made certificate for <c>localhost</c> and <c>127.0.0.1</c>.</summary>
    public bool Tls { get; init; }

    /// <summary>TLS with a certificate of an authority, in the place of <see cref="Tls"/>.</summary>
    public RedisTls? Authority { get; init; }

    /// <summary>maxmemory in bytes; 0 for none.</summary>
    public long MaxMemory { get; init; }

    /// <summary>maxmemory-policy.</summary>
    public string MaxMemoryPolicy { get; init; } = "noeviction";

    /// <summary>Whether it is the only node of a cluster, with all slots.</summary>
    public bool Cluster { get; init; }

    /// <summary>The port of the primary that it is a replica of, or null.</summary>
    public int? ReplicaOf { get; init; }
}
