using System.Security.Cryptography;
using System.Text;

namespace TypedTasks.Envelopes.Sealing;

/// <summary>
/// AES-256-GCM, or HMAC-SHA-256 where only signed, each time with a key of the one task and purpose: HKDF-Expand of the ring's
/// key over purpose, protection, id and namespace. What belongs to another task, namespace or purpose has another key and does
/// not open. As no derived key ever seals more than a handful of contents, random nonces have no birthday bound to keep.
/// </summary>
public sealed class EnvelopeSeal : IEnvelopeSeal
{
    private const int KeyBytes = 32;

    private readonly IEnvelopeKeyRing ring;
    private readonly byte[] space;

    /// <summary>Made by <c>UseEnvelopeKeys</c>; by hand where there is no host.</summary>
    /// <param name="ring">The keys.</param>
    /// <param name="space">The namespace of the broker (<c>IBroker.Namespace</c>).</param>
    /// <param name="protection">How what is written is protected.</param>
    /// <param name="acceptsPlain">Whether what carries no seal is read as well.</param>
    /// <exception cref="TaskSetupException">This platform has no AES-GCM.</exception>
    public EnvelopeSeal(IEnvelopeKeyRing ring, string space, EnvelopeProtection protection = EnvelopeProtection.Encrypt, bool acceptsPlain = false)
    {
        ArgumentNullException.ThrowIfNull(ring);
        ArgumentNullException.ThrowIfNull(space);
        if (!AesGcm.IsSupported)
        {
            throw new TaskSetupException("Envelope keys need AES-GCM, which this platform does not have. On Linux install OpenSSL (libssl).");
        }

        ArgumentOutOfRangeException.ThrowIfGreaterThan((int)protection, (int)EnvelopeProtection.Sign, nameof(protection));
        this.ring = ring;
        this.space = Encoding.UTF8.GetBytes(space);
        Protection = protection;
        AcceptsPlain = acceptsPlain;
    }

    /// <inheritdoc/>
    public EnvelopeProtection Protection { get; }

    /// <inheritdoc/>
    public bool AcceptsPlain { get; }

    /// <inheritdoc/>
    public EnvelopeKey CurrentKey => ring.Current;

    /// <inheritdoc/>
    public void Seal(EnvelopeKey key, SealPurpose purpose, TaskId id, ReadOnlySpan<byte> shown, ReadOnlySpan<byte> content, Span<byte> box)
    {
        ArgumentNullException.ThrowIfNull(key);
        Span<byte> derived = stackalloc byte[KeyBytes];
        Derive(key, purpose, Protection, id, derived);
        if (Protection == EnvelopeProtection.Sign)
        {
            content.CopyTo(box);
            Sign(derived, shown, content, box[content.Length..]);
        }
        else
        {
            // The system's generator, not the scheduler's: a nonce that comes twice gives contents away.
            RandomNumberGenerator.Fill(box[..SealSizes.Nonce]);
            using var aes = new AesGcm(derived, SealSizes.Tag);
            aes.Encrypt(box[..SealSizes.Nonce], content, box.Slice(SealSizes.Nonce, content.Length), box[(SealSizes.Nonce + content.Length)..], shown);
        }

        CryptographicOperations.ZeroMemory(derived);
    }

    /// <inheritdoc/>
    public SealStatus Open(SealPurpose purpose, TaskId id, ReadOnlySpan<byte> shown, in SealedContent content, ref byte[] buffer, out ReadOnlyMemory<byte> opened)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        opened = default;
        if (Find(content.KeyId.Span) is not { } key)
        {
            return SealStatus.UnknownKey;
        }

        int length = content.Box.Length - SealSizes.Overhead(content.Protection);
        if (length < 0 || content.Protection is not (EnvelopeProtection.Encrypt or EnvelopeProtection.Sign))
        {
            return SealStatus.Forged;
        }

        Span<byte> derived = stackalloc byte[KeyBytes];
        Derive(key, purpose, content.Protection, id, derived);
        bool authentic = content.Protection == EnvelopeProtection.Sign
            ? TryVerify(derived, shown, content.Box, length, out opened)
            : TryDecrypt(derived, shown, content.Box, length, ref buffer, out opened);
        CryptographicOperations.ZeroMemory(derived);
        return authentic ? SealStatus.Opened : SealStatus.Forged;
    }

    private EnvelopeKey? Find(ReadOnlySpan<byte> id)
    {
        // The current key is nearly always the one, and needs no string.
        EnvelopeKey current = ring.Current;
        if (id.SequenceEqual(current.IdUtf8))
        {
            return current;
        }

        return id.Length <= EnvelopeKey.MaxIdLength && Encoding.Latin1.GetString(id) is var text && EnvelopeKey.IsId(text) ? ring.Find(text) : null;
    }

    // HKDF-Expand of one block: HMAC(root, info | 1). HKDF's own method allocates an incremental hash for it.
    private void Derive(EnvelopeKey key, SealPurpose purpose, EnvelopeProtection protection, TaskId id, Span<byte> derived)
    {
        const int Fixed = 2 + TaskId.Size;
        const int OnStack = 256;
        int length = Fixed + space.Length + 1;
        Span<byte> info = length <= OnStack ? stackalloc byte[OnStack] : new byte[length];
        info = info[..length];
        info[0] = (byte)purpose;
        info[1] = (byte)protection;
        id.CopyTo(info[2..]);
        space.CopyTo(info[Fixed..]);
        info[^1] = 1;
        HMACSHA256.HashData(key.Root, info, derived);
    }

    private static bool TryDecrypt(
        ReadOnlySpan<byte> key, ReadOnlySpan<byte> shown, ReadOnlyMemory<byte> box, int length, ref byte[] buffer, out ReadOnlyMemory<byte> opened)
    {
        opened = default;
        if (buffer.Length < length)
        {
            buffer = new byte[Math.Max(length, 256)];
        }

        ReadOnlySpan<byte> bytes = box.Span;
        using var aes = new AesGcm(key, SealSizes.Tag);
        try
        {
            aes.Decrypt(bytes[..SealSizes.Nonce], bytes.Slice(SealSizes.Nonce, length), bytes[(SealSizes.Nonce + length)..], buffer.AsSpan(0, length), shown);
        }
        catch (AuthenticationTagMismatchException)
        {
            return false;
        }

        opened = buffer.AsMemory(0, length);
        return true;
    }

    private static bool TryVerify(ReadOnlySpan<byte> key, ReadOnlySpan<byte> shown, ReadOnlyMemory<byte> box, int length, out ReadOnlyMemory<byte> opened)
    {
        opened = default;
        Span<byte> wanted = stackalloc byte[SealSizes.Hmac];
        Sign(key, shown, box.Span[..length], wanted);
        if (!CryptographicOperations.FixedTimeEquals(wanted, box.Span[length..]))
        {
            return false;
        }

        opened = box[..length];
        return true;
    }

    // HMAC over the digests of both parts: no copy puts them side by side, and neither can borrow bytes of the other.
    private static void Sign(ReadOnlySpan<byte> key, ReadOnlySpan<byte> shown, ReadOnlySpan<byte> content, Span<byte> hmac)
    {
        Span<byte> digests = stackalloc byte[2 * SHA256.HashSizeInBytes];
        SHA256.HashData(shown, digests);
        SHA256.HashData(content, digests[SHA256.HashSizeInBytes..]);
        HMACSHA256.HashData(key, digests, hmac);
    }
}
