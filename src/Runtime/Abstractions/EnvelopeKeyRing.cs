using System.Collections.Frozen;

namespace TypedTasks;

/// <summary>A key ring that does not change: one key that is written with, and others that are still read.</summary>
public sealed class EnvelopeKeyRing : IEnvelopeKeyRing
{
    private readonly FrozenDictionary<string, EnvelopeKey> keys;

    /// <summary>Makes a ring.</summary>
    /// <param name="current">The key that is written with; it is read too.</param>
    /// <param name="others">Keys that are only read: older ones, and a newer one that is not written with yet.</param>
    /// <exception cref="ArgumentException">A name is there twice.</exception>
    public EnvelopeKeyRing(EnvelopeKey current, params EnvelopeKey[] others)
    {
        ArgumentNullException.ThrowIfNull(current);
        ArgumentNullException.ThrowIfNull(others);
        Current = current;
        var all = new Dictionary<string, EnvelopeKey>(StringComparer.Ordinal) { [current.Id] = current };
        foreach (EnvelopeKey other in others)
        {
            if (!all.TryAdd(other.Id, other))
            {
                throw new ArgumentException($"The key ring has two keys called '{other.Id}'.", nameof(others));
            }
        }

        keys = all.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <inheritdoc/>
    public EnvelopeKey Current { get; }

    /// <inheritdoc/>
    public EnvelopeKey? Find(string id) => keys.GetValueOrDefault(id);
}
