using TypedTasks.Envelopes;

namespace TypedTasks.Brokers.InMemory;

public sealed partial class InMemoryBroker
{
    /// <summary>Where every task is, for those who check that each is in one place: a lane, a lease, scheduled or buried.</summary>
    /// <param name="places">Filled; cleared first.</param>
    internal void CopyPlaces(List<TaskPlace> places)
    {
        ArgumentNullException.ThrowIfNull(places);
        places.Clear();
        lock (gate)
        {
            foreach (QueueStore queue in queues.Values)
            {
                foreach (Lane lane in queue.Lanes())
                {
                    foreach (byte[] envelope in queue.Find(lane)!.All())
                    {
                        places.Add(new TaskPlace(IdOf(envelope), PlaceKind.Ready, lane, null, envelope));
                    }
                }
            }

            foreach ((LeaseId id, HeldLease held) in leases)
            {
                foreach (ReadOnlyMemory<byte> envelope in held.Show())
                {
                    if (!envelope.IsEmpty)
                    {
                        places.Add(new TaskPlace(IdOf(envelope.Span), PlaceKind.Taken, held.Lane, id, envelope));
                    }
                }
            }

            places.AddRange(scheduled.OldestFirst().Select(static one => new TaskPlace(one.Id, PlaceKind.Scheduled, one.Lane, null, one.Envelope)));
            places.AddRange(buried.OldestFirst().Select(static one => new TaskPlace(one.Id, PlaceKind.Buried, one.Lane, null, one.Envelope)));
        }
    }

    private static TaskId IdOf(ReadOnlySpan<byte> envelope) => new(envelope.Slice(EnvelopeHeader.IdOffset, TaskId.Size));
}

/// <summary>Where one task is.</summary>
/// <param name="Id">The task.</param>
/// <param name="Kind">The state that it is in there.</param>
/// <param name="Lane">Its lane, or the one it goes back to.</param>
/// <param name="Lease">The lease that holds it while it is taken.</param>
/// <param name="Envelope">Its bytes.</param>
internal readonly record struct TaskPlace(TaskId Id, PlaceKind Kind, Lane Lane, LeaseId? Lease, ReadOnlyMemory<byte> Envelope);

/// <summary>The states of a task that is somewhere.</summary>
internal enum PlaceKind
{
    Ready,
    Taken,
    Scheduled,
    Buried,
}
