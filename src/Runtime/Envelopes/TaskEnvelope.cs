namespace TypedTasks.Envelopes;

/// <summary>A task as it travels, read: the header and slices of the bytes it was read from.</summary>
public readonly struct TaskEnvelope
{
    /// <summary>The fixed header.</summary>
    public required EnvelopeHeader Header { get; init; }

    /// <summary>The name in UTF-8, so that a lookup needs no string.</summary>
    public required ReadOnlyMemory<byte> Name { get; init; }

    /// <summary>The version of the parameter list.</summary>
    public required int TaskVersion { get; init; }

    /// <summary>The headers; empty where none travelled.</summary>
    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    /// <summary>What the call itself set, and what was resolved at Delay for the worker to know.</summary>
    public required TravelOptions Options { get; init; }

    /// <summary>The arguments: a MessagePack array.</summary>
    public required ReadOnlyMemory<byte> Arguments { get; init; }
}
