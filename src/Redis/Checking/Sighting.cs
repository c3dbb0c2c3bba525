using StackExchange.Redis;
using TypedTasks.Brokers;

namespace TypedTasks.Redis.Checking;

/// <summary>That a task was seen in a place: all that is kept of it.</summary>
internal readonly record struct Sighting(TaskId Id, int Place) : IComparable<Sighting>
{
    public int CompareTo(Sighting other) => Id != other.Id ? Id.CompareTo(other.Id) : Place.CompareTo(other.Place);
}

/// <summary>Where a task can be.</summary>
/// <param name="State">Of which kind it is.</param>
/// <param name="Key">The key that was read.</param>
/// <param name="Queue">Of the scheduled and buried: the queue; "" for their index.</param>
internal sealed record Place(FsckPlace State, RedisKey Key, string Queue)
{
    /// <summary>Whether the same element may be told twice by a scan, and then means nothing.</summary>
    public bool IsScanned => State is FsckPlace.Scheduled or FsckPlace.Buried;

    /// <summary>Of the scheduled and buried: whether it is the index.</summary>
    public bool IsIndex => IsScanned && Queue.Length == 0;
}
