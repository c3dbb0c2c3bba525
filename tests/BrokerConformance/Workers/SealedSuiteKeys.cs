using TypedTasks.Brokers;
using TypedTasks.Envelopes.Sealing;

namespace TypedTasks.BrokerConformance.Workers;

/// <summary>The keys of a whole suite that is run sealed.</summary>
public static class SealedSuiteKeys
{
    /// <summary>Encrypts, and takes plain messages too: some tests write bytes of their own.</summary>
    public static IEnvelopeSeal Seal(IBroker broker)
    {
        ArgumentNullException.ThrowIfNull(broker);
        return new EnvelopeSeal(
            new EnvelopeKeyRing(new EnvelopeKey("suite", [.. Enumerable.Repeat((byte)3, 32)])), broker.Namespace, EnvelopeProtection.Encrypt, acceptsPlain: true);
    }
}
