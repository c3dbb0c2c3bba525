namespace TypedTasks;

/// <summary>
/// Where keys come from: the port under which a key management service is put. Both members are called for every message on the
/// threads that send and run tasks, so they answer from memory; fetch and refresh keys beside them. Thread-safe.
/// </summary>
public interface IEnvelopeKeyRing
{
    /// <summary>The key that is written with.</summary>
    EnvelopeKey Current { get; }

    /// <summary>The key of a name that is read; null where it is not known (yet).</summary>
    EnvelopeKey? Find(string id);
}
