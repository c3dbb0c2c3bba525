using System.Diagnostics;
using TypedTasks.Envelopes;
using TypedTasks.Envelopes.Sealing;

namespace TypedTasks.Client;

/// <summary>Writes calls as envelopes and holds them to the limits.</summary>
internal sealed class EnvelopeWriter(int maxEnvelopeBytes, IEnvelopeSeal? seal)
{
    private const int Overhead = 128;

    public static int EstimateSize(TaskCall call) => EnvelopeHeader.Size + Overhead + call.Task.NameUtf8.Length + call.Arguments.Length;

    /// <summary>Appends one envelope.</summary>
    /// <returns>Its size in bytes.</returns>
    /// <exception cref="TaskTooLargeException">It is over the size limit.</exception>
    /// <exception cref="TaskClientException">It has too many headers.</exception>
    public int Append(PooledBuffer buffer, TaskCall call, TaskId id, TravelOptions travel, IReadOnlyDictionary<string, string> headers, DateTimeOffset now)
    {
        if (headers.Count > EnvelopeFormat.MaxHeaders)
        {
            throw new TaskClientException(
                $"The call of '{call.Task.Name}' has {headers.Count} headers, those of its trace included; the limit is {EnvelopeFormat.MaxHeaders}. Send fewer, or make them arguments.");
        }

        int start = buffer.Length;
        EnvelopeFormat.Write(buffer, new TaskEnvelope
        {
            Header = new EnvelopeHeader(EnvelopeFormat.CurrentVersion, Deliveries: 0, Attempts: 0, Flags: 0, Deferrals: 0, id, now),
            Name = call.Task.NameUtf8,
            TaskVersion = call.Task.Version,
            Headers = headers,
            Options = travel,
            Arguments = call.Arguments,
        }, seal);
        int size = buffer.Length - start;
        Debug.Assert(size > EnvelopeHeader.Size, "An envelope is more than its header.");
        return size <= maxEnvelopeBytes ? size : throw new TaskTooLargeException(call.Task.Name, size, maxEnvelopeBytes);
    }
}
