namespace TypedTasks.Envelopes.Sealing;

/// <summary>Something sealed, as it lies in a broker: how, with which key, and the bytes.</summary>
/// <param name="Protection">Encrypted or signed.</param>
/// <param name="KeyId">The name of the key, in ASCII; it may be any bytes of a stranger.</param>
/// <param name="Box">
/// Encrypted: nonce (12 bytes), ciphertext, tag (16). Signed: the content in the clear, HMAC (32).
/// </param>
public readonly record struct SealedContent(EnvelopeProtection Protection, ReadOnlyMemory<byte> KeyId, ReadOnlyMemory<byte> Box)
{
    /// <summary>The name of the key as text for a message.</summary>
    public string KeyName => KeyText.Of(KeyId.Span);
}

/// <summary>The name of a key in a message.</summary>
internal static class KeyText
{
    /// <summary>The name, or a phrase where the bytes are no name: a stranger's text goes into no log.</summary>
    public static string Of(ReadOnlySpan<byte> id) =>
        id.Length <= EnvelopeKey.MaxIdLength && System.Text.Encoding.Latin1.GetString(id) is var text && EnvelopeKey.IsId(text) ? text : "(no name of a key)";
}
