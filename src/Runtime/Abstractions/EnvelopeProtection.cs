namespace TypedTasks;

/// <summary>How what a host writes is protected: envelopes, kept results and the texts of failures. The numbers travel.</summary>
public enum EnvelopeProtection : byte
{
    /// <summary>Not at all: the first step of rolling keys out, when all processes have them and none writes with them yet.</summary>
    None = 0,

    /// <summary>Encrypted and authenticated (AES-256-GCM): nobody without the key reads or forges it.</summary>
    Encrypt = 1,

    /// <summary>Authenticated only (HMAC-SHA-256): everybody reads it, nobody without the key forges it.</summary>
    Sign = 2,
}
