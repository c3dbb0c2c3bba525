using TypedTasks.Envelopes;

namespace TypedTasks.Brokers.InMemory;

/// <summary>A task that waits by id: scheduled or buried.</summary>
/// <param name="Id">The id.</param>
/// <param name="Lane">Where it goes when it becomes ready.</param>
/// <param name="At">When it is due, or was buried, ms UTC.</param>
/// <param name="Failure">In <see cref="FailureFormat"/>; may be empty.</param>
/// <param name="Envelope">Its bytes.</param>
internal sealed record Parked(TaskId Id, Lane Lane, long At, ReadOnlyMemory<byte> Failure, byte[] Envelope);

/// <summary>Tasks by id and by time; ties go by id, which is by age.</summary>
internal sealed class ParkedStore
{
    private static readonly Comparer<Parked> ByTime =
        Comparer<Parked>.Create(static (x, y) => x.At != y.At ? x.At.CompareTo(y.At) : x.Id.CompareTo(y.Id));

    private readonly Dictionary<TaskId, Parked> byId = [];
    private readonly SortedSet<Parked> byTime = new(ByTime);

    public int Count => byId.Count;

    public Parked? First => byTime.Min;

    public Parked? Find(TaskId id) => byId.GetValueOrDefault(id);

    /// <summary>Puts a task in; one of the same id gives way.</summary>
    /// <returns>The one that gave way, or null.</returns>
    public Parked? Put(Parked parked)
    {
        Parked? replaced = Remove(parked.Id);
        parked = parked.Failure.Length > ParkedFormat.MaxFailure ? parked with { Failure = default } : parked;
        byId.Add(parked.Id, parked);
        byTime.Add(parked);
        return replaced;
    }

    public Parked? Remove(TaskId id)
    {
        if (byId.Remove(id, out Parked? parked))
        {
            byTime.Remove(parked);
        }

        return parked;
    }

    public IEnumerable<Parked> OldestFirst() => byTime;

    public IEnumerable<Parked> NewestFirst() => byTime.Reverse();
}
