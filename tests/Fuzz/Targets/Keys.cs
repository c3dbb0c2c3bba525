using TypedTasks.Envelopes.Sealing;

namespace TypedTasks.Fuzz.Targets;

/// <summary>The keys and the task of tests/golden/sealed.</summary>
internal static class Keys
{
    public static readonly TaskId Id = TaskId.Parse("01a2038e00800d0a00ff25225c7b0100");
    public static readonly EnvelopeKey Now = new("2026-11", [.. Enumerable.Range(0, 32).Select(static i => (byte)i)]);
    public static readonly EnvelopeKey Old = new("old", [.. Enumerable.Repeat((byte)0x5A, 48)]);

    /// <summary>Writes signed: an encrypted one has a nonce of the system's, which no seed gives again. Opens both, and nothing plain.</summary>
    public static readonly EnvelopeSeal Strict = new(new EnvelopeKeyRing(Now, Old), "golden", EnvelopeProtection.Sign);
}
