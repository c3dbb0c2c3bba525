namespace TypedTasks;

/// <summary>
/// The keys of a host and what they are used for. Read once, when the host starts; what
/// <c>UseEnvelopeKeys</c> sets in code is stronger than the configuration section <c>TypedTasks:EnvelopeKeys</c>.
/// </summary>
public sealed class EnvelopeKeyOptions
{
    /// <summary>The configuration section: <c>TypedTasks:EnvelopeKeys</c>.</summary>
    public const string Section = TypedTasksOptions.Section + ":EnvelopeKeys";

    private readonly Dictionary<string, EnvelopeKey> keys = new(StringComparer.Ordinal);

    /// <summary>How what this host writes is protected, encrypted by default.</summary>
    public EnvelopeProtection Protection { get; set; } = EnvelopeProtection.Encrypt;

    /// <summary>
    /// Whether this host also reads what carries no seal. Off by default: a plain message is buried at once, its bytes kept.
    /// On only while keys are rolled out: whoever can write to the broker can then forge.
    /// </summary>
    public bool AcceptPlain { get; set; }

    /// <summary>The name of the key that is written with; may be left out where there is only one.</summary>
    public string? CurrentKey { get; set; }

    /// <summary>Keys from elsewhere, a key management service for instance; then none is added here and <see cref="CurrentKey"/> is not set.</summary>
    public IEnvelopeKeyRing? Ring { get; set; }

    /// <summary>The keys that were added.</summary>
    public IReadOnlyCollection<EnvelopeKey> Keys => keys.Values;

    /// <summary>Adds a key, or puts it in the place of one of the same name.</summary>
    /// <returns>These options.</returns>
    public EnvelopeKeyOptions Add(EnvelopeKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        keys[key.Id] = key;
        return this;
    }

    /// <summary>Adds a key, or puts it in the place of one of the same name.</summary>
    /// <param name="id">Its name: 1 to 64 ASCII letters, digits, <c>.</c>, <c>_</c> or <c>-</c>.</param>
    /// <param name="base64">Its secret: at least 32 random bytes in base64 (<c>openssl rand -base64 32</c>).</param>
    /// <returns>These options.</returns>
    /// <exception cref="ArgumentException">Name or secret is outside its bounds, or the secret is no base64.</exception>
    public EnvelopeKeyOptions Add(string id, string base64)
    {
        ArgumentNullException.ThrowIfNull(base64);
        byte[] secret;
        try
        {
            secret = Convert.FromBase64String(base64);
        }
        catch (FormatException)
        {
            // Not as an inner exception, and without the text: it may be a secret.
            throw new ArgumentException($"The secret of key '{id}' is no base64 (openssl rand -base64 {EnvelopeKey.MinSecretBytes} makes one).", nameof(base64));
        }

        try
        {
            return Add(new EnvelopeKey(id, secret));
        }
        finally
        {
            secret.AsSpan().Clear();
        }
    }

    /// <summary>The ring that they make.</summary>
    /// <exception cref="TaskSetupException">They make none; the message says what to do.</exception>
    internal IEnvelopeKeyRing MakeRing()
    {
        if (Ring is not null)
        {
            return keys.Count == 0 && CurrentKey is null
                ? Ring
                : throw new TaskSetupException("UseEnvelopeKeys was given a Ring and keys of its own (or CurrentKey). Keep one of them.");
        }

        if (keys.Count == 0)
        {
            throw new TaskSetupException($"UseEnvelopeKeys has no key. Add one (keys.Add(\"2026-11\", base64)) or set {Section}:Keys:<name> to at least {EnvelopeKey.MinSecretBytes} random bytes in base64 (openssl rand -base64 {EnvelopeKey.MinSecretBytes}).");
        }

        if (CurrentKey is null && keys.Count > 1)
        {
            throw new TaskSetupException($"UseEnvelopeKeys has {keys.Count} keys ({Names}) and does not say which one is written with. Set CurrentKey.");
        }

        if (CurrentKey is not null && !keys.ContainsKey(CurrentKey))
        {
            throw new TaskSetupException($"UseEnvelopeKeys is to write with key '{CurrentKey}', which is not among its keys ({Names}).");
        }

        EnvelopeKey current = CurrentKey is null ? keys.Values.First() : keys[CurrentKey];
        return new EnvelopeKeyRing(current, [.. keys.Values.Where(key => key != current)]);
    }

    private string Names => string.Join(", ", keys.Keys.Order(StringComparer.Ordinal));
}
