using MemoryPack;
using MessagePack;

namespace TypedTasks.Bench.Micro;

/// <summary>What an envelope says, for serializers that have no format of ours.</summary>
[MessagePackObject]
[MemoryPackable]
public sealed partial class EnvelopeShape
{
    /// <summary>The version of the envelope.</summary>
    [Key(0)]
    public int Version { get; set; }

    /// <summary>The id.</summary>
    [Key(1)]
    public Guid Id { get; set; }

    /// <summary>When it was sent.</summary>
    [Key(2)]
    public DateTime EnqueuedAt { get; set; }

    /// <summary>The task.</summary>
    [Key(3)]
    public string Name { get; set; } = string.Empty;

    /// <summary>The version of its parameter list.</summary>
    [Key(4)]
    public int TaskVersion { get; set; }

    /// <summary>The arguments, serialized.</summary>
    [Key(5)]
    public byte[] Arguments { get; set; } = [];
}
