using System.Security.Cryptography;
using System.Text;

namespace TypedTasks;

/// <summary>
/// A named key of a key ring. The name travels in the clear with everything that is sealed with the key. Nothing is sealed with
/// the secret itself: each task and purpose has a key of its own, derived from it.
/// </summary>
public sealed class EnvelopeKey
{
    /// <summary>The fewest bytes of a secret.</summary>
    public const int MinSecretBytes = 32;

    /// <summary>The most bytes of a secret.</summary>
    public const int MaxSecretBytes = 1024;

    /// <summary>The most characters of a name.</summary>
    public const int MaxIdLength = 64;

    private static readonly byte[] Salt = "typedtasks/seal/1"u8.ToArray();

    /// <summary>Makes a key; the secret is not kept, only what is derived from it.</summary>
    /// <param name="id">Its name: 1 to 64 ASCII letters, digits, <c>.</c>, <c>_</c> or <c>-</c>. Never give it to another secret.</param>
    /// <param name="secret">At least 32 random bytes (<c>openssl rand -base64 32</c>), never a password. At most 1,024.</param>
    /// <exception cref="ArgumentException">Name or secret is outside its bounds.</exception>
    public EnvelopeKey(string id, ReadOnlySpan<byte> secret)
    {
        if (!IsId(id))
        {
            throw new ArgumentException($"'{NameGrammar.Printable(id)}' is no name of a key: use 1 to {MaxIdLength} ASCII letters, digits, '.', '_' or '-'.", nameof(id));
        }

        if (secret.Length is < MinSecretBytes or > MaxSecretBytes)
        {
            throw new ArgumentException(
                $"The secret of key '{id}' has {secret.Length} bytes; it must have {MinSecretBytes} to {MaxSecretBytes:N0}, all random (openssl rand -base64 {MinSecretBytes}).", nameof(secret));
        }

        Id = id;
        IdUtf8 = Encoding.ASCII.GetBytes(id);
        Root = new byte[SHA256.HashSizeInBytes];
        HKDF.Extract(HashAlgorithmName.SHA256, secret, Salt, Root);
    }

    /// <summary>Its name.</summary>
    public string Id { get; }

    internal byte[] IdUtf8 { get; }

    /// <summary>HKDF's pseudorandom key, from which the keys of single tasks are expanded.</summary>
    internal byte[] Root { get; }

    /// <summary>Its name; never its secret.</summary>
    public override string ToString() => Id;

    internal static bool IsId(string? id) => id is { Length: > 0 and <= MaxIdLength } && NameGrammar.IsQueue(id);
}
