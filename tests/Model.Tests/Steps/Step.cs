using System.Collections.Immutable;
using System.Globalization;
using TypedTasks.Brokers;

namespace TypedTasks.Model.Tests.Steps;

/// <summary>
/// One line of a program: a call to a broker, or what happens to one. It names tasks (t1), leases (L1) and workers (w1) by
/// number, so that a program with a line taken out is still one: what was never made is passed over.
/// </summary>
public abstract record Step
{
    /// <summary>Whether the call is sent twice, because its first answer was lost.</summary>
    public bool Twice { get; init; }

    /// <summary>Steps that do less, the simplest first: what a failing program is shrunk to.</summary>
    public virtual IEnumerable<Step> Simpler() => Twice ? [this with { Twice = false }] : [];

    /// <summary>The tasks that it makes.</summary>
    public virtual IEnumerable<Item> Sends => [];

    /// <summary>The line without its repetition.</summary>
    protected abstract string Text { get; }

    /// <inheritdoc/>
    public sealed override string ToString() => Twice ? Text + ", sent twice" : Text;

    /// <summary>A time as it is written in a program.</summary>
    protected static string Show(TimeSpan time) => time switch
    {
        { TotalMilliseconds: > -1000 and < 1000 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds} ms"),
        { TotalDays: > 100_000 } => "for ever",
        _ => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds} s"),
    };

    /// <summary>All lists that lack one element, where more than <paramref name="least"/> are there.</summary>
    protected static IEnumerable<ImmutableArray<T>> Fewer<T>(ImmutableArray<T> all, int least = 1)
    {
        for (int i = 0; all.Length > least && i < all.Length; i++)
        {
            yield return all.RemoveAt(i);
        }
    }
}

/// <summary>One envelope of an enqueue.</summary>
/// <param name="Task">The number of the task.</param>
/// <param name="Lane">Where it goes.</param>
/// <param name="Due">When it is ready.</param>
/// <param name="Body">How many bytes follow its header.</param>
/// <param name="Deliveries">What its header says already.</param>
/// <param name="Attempts">What its header says already.</param>
/// <param name="Remember">How long the broker remembers it; zero for not at all.</param>
/// <param name="Limit">How many ready tasks its queue may hold; zero for any number.</param>
public sealed record Item(int Task, Lane Lane, DueTime Due, int Body, byte Deliveries = 0, byte Attempts = 0, TimeSpan Remember = default, int Limit = 0)
{
    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"t{Task} to {Lane}{When()}{(Body == 8 ? string.Empty : $", {Body} bytes")}{Counter("deliveries", Deliveries)}{Counter("attempts", Attempts)}{(Remember == default ? string.Empty : $", remembered for {Remember.TotalMilliseconds} ms")}{(Limit == 0 ? string.Empty : $", into a queue of {Limit}")}");

    private string When() => (Due.After, Due.At) switch
    {
        ({ } after, _) => string.Create(CultureInfo.InvariantCulture, $" in {after.TotalMilliseconds} ms"),
        (_, { } at) => string.Create(CultureInfo.InvariantCulture, $" at {at:u}"),
        _ => string.Empty,
    };

    private static string Counter(string name, byte value) => value == 0 ? string.Empty : string.Create(CultureInfo.InvariantCulture, $", {value} {name}");
}
