namespace TypedTasks.Envelopes.Sealing;

/// <summary>
/// Seals what a host writes and opens what it reads. It knows bytes, not layouts: those are <see cref="EnvelopeFormat"/>'s,
/// <see cref="FailureFormat"/>'s and <see cref="ResultFormat"/>'s. Thread-safe.
/// </summary>
/// <remarks>
/// A host without keys has none, and a field that is null is all that this costs there. Who never hands out a secret (a
/// hardware module) may implement this port instead of <see cref="IEnvelopeKeyRing"/>.
/// </remarks>
public interface IEnvelopeSeal
{
    /// <summary>How what is written is protected; <see cref="EnvelopeProtection.None"/> writes plain.</summary>
    EnvelopeProtection Protection { get; }

    /// <summary>Whether what carries no seal is read as well.</summary>
    bool AcceptsPlain { get; }

    /// <summary>The key that is written with now.</summary>
    EnvelopeKey CurrentKey { get; }

    /// <summary>Seals.</summary>
    /// <param name="key">What <see cref="CurrentKey"/> said.</param>
    /// <param name="purpose">What it is.</param>
    /// <param name="id">The task that it belongs to.</param>
    /// <param name="shown">What stays readable and is authenticated with it.</param>
    /// <param name="content">The content.</param>
    /// <param name="box">Where it goes: as many bytes as the content has and <see cref="SealSizes.Overhead"/> more.</param>
    void Seal(EnvelopeKey key, SealPurpose purpose, TaskId id, ReadOnlySpan<byte> shown, ReadOnlySpan<byte> content, Span<byte> box);

    /// <summary>Opens.</summary>
    /// <param name="purpose">What it is to be.</param>
    /// <param name="id">The task that it is to belong to.</param>
    /// <param name="shown">What is readable beside it.</param>
    /// <param name="content">The sealed content, of a protection other than none.</param>
    /// <param name="buffer">Where encrypted content is written; grown where it is too short.</param>
    /// <param name="opened">The content: a slice of <paramref name="buffer"/> or of <paramref name="content"/>.</param>
    SealStatus Open(SealPurpose purpose, TaskId id, ReadOnlySpan<byte> shown, in SealedContent content, ref byte[] buffer, out ReadOnlyMemory<byte> opened);
}

/// <summary>How much longer something is sealed.</summary>
public static class SealSizes
{
    /// <summary>The bytes of AES-GCM's nonce, before the ciphertext.</summary>
    public const int Nonce = 12;

    /// <summary>The bytes of AES-GCM's tag, behind the ciphertext.</summary>
    public const int Tag = 16;

    /// <summary>The bytes of the HMAC, behind the content.</summary>
    public const int Hmac = 32;

    /// <summary>How many bytes a box has more than its content.</summary>
    public static int Overhead(EnvelopeProtection protection) => protection switch
    {
        EnvelopeProtection.Encrypt => Nonce + Tag,
        EnvelopeProtection.Sign => Hmac,
        _ => 0,
    };
}
