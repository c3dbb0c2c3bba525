using System.Globalization;

namespace TypedTasks.Brokers;

/// <summary>
/// The name of a lease, made by the worker so that a take can be sent twice: its session (random, one a worker process start)
/// and a running number. Its text form is <c>session.number</c>.
/// </summary>
/// <param name="Session">The worker's session, 1 to 64 letters and digits.</param>
/// <param name="Sequence">1 for the first lease of the session.</param>
public readonly record struct LeaseId(string Session, long Sequence)
{
    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Session}.{Sequence}");
}
