using System.Buffers;
using System.Text;
using TypedTasks.Envelopes;
using TypedTasks.Envelopes.Sealing;

namespace TypedTasks.Runtime.Tests.Envelopes.Sealing;

/// <summary>Keys, seals and sealed bytes for the tests.</summary>
internal static class Seals
{
    public const string Space = "golden";

    public static readonly TaskId Id = TaskId.Parse("01a2038e00800d0a00ff25225c7b0100");
    public static readonly EnvelopeKey Now = new("2026-11", [.. Enumerable.Range(0, 32).Select(static i => (byte)i)]);
    public static readonly EnvelopeKey Old = new("old", [.. Enumerable.Repeat((byte)0x5A, 48)]);

    /// <summary>Both keys, the newer one current.</summary>
    public static EnvelopeSeal Both(EnvelopeProtection protection = EnvelopeProtection.Encrypt, bool acceptsPlain = false, string space = Space) =>
        new(new EnvelopeKeyRing(Now, Old), space, protection, acceptsPlain);

    public static EnvelopeSeal Of(EnvelopeKey key, EnvelopeProtection protection = EnvelopeProtection.Encrypt, string space = Space) =>
        new(new EnvelopeKeyRing(key), space, protection);

    /// <summary>One that cannot be guessed at: a stranger's.</summary>
    public static EnvelopeKey Stranger(string id = "2026-11") => new(id, [.. Enumerable.Repeat((byte)7, 32)]);

    public static TaskEnvelope Plain(TaskId? id = null, string name = "Shop.Emails.SendWelcome") => new()
    {
        Header = new EnvelopeHeader(EnvelopeFormat.CurrentVersion, 0, 0, 0, 0, id ?? Id, DateTimeOffset.FromUnixTimeMilliseconds(1_795_348_845_000)),
        Name = Encoding.UTF8.GetBytes(name),
        TaskVersion = 1,
        Headers = new Dictionary<string, string> { ["tenant"] = "blue" },
        Options = TravelOptions.None with { Priority = 7, KeepResult = TimeSpan.FromDays(1) },
        Arguments = new byte[] { 0x91, 0x2A },
    };

    public static byte[] Write(in TaskEnvelope envelope, IEnvelopeSeal? seal)
    {
        var output = new ArrayBufferWriter<byte>();
        EnvelopeFormat.Write(output, envelope, seal);
        return output.WrittenSpan.ToArray();
    }

    public static EnvelopeProblem Read(byte[] bytes, IEnvelopeSeal? seal, out TaskEnvelope envelope)
    {
        byte[] buffer = [];
        return EnvelopeFormat.TryRead(bytes, seal, ref buffer, out envelope);
    }

    public static EnvelopeProblem Read(byte[] bytes, IEnvelopeSeal? seal) => Read(bytes, seal, out _);
}
