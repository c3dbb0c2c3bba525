using System.Collections.Immutable;
using System.Globalization;
using TypedTasks.Brokers;

namespace TypedTasks.Model.Tests.Steps;

/// <summary>A producer sends.</summary>
public sealed record Enqueue(ImmutableArray<Item> Items) : Step
{
    /// <inheritdoc/>
    public override IEnumerable<Item> Sends => Items;

    /// <inheritdoc/>
    protected override string Text => $"enqueue {string.Join("; ", Items)}";

    /// <inheritdoc/>
    public override IEnumerable<Step> Simpler() =>
    [
        .. base.Simpler(),
        .. Fewer(Items).Select(fewer => this with { Items = fewer }),
        .. Items.Where(static one => one is not { Body: 8, Deliveries: 0, Attempts: 0 })
            .Select(one => this with { Items = Items.Replace(one, one with { Body = 8, Deliveries = 0, Attempts = 0 }) }),
        .. Items.Where(static one => one.Limit > 0).Select(one => this with { Items = Items.Replace(one, one with { Limit = 0 }) }),
        .. Items.Where(static one => one.Remember > TimeSpan.Zero).Select(one => this with { Items = Items.Replace(one, one with { Remember = default }) }),
    ];
}

/// <summary>A worker takes. The same number again is the same call again, however late.</summary>
public sealed record Take(int Lease, int Worker, ImmutableArray<Lane> Lanes, int MaxItems, int MaxBytes, ImmutableArray<string> IdleOn) : Step
{
    /// <inheritdoc/>
    protected override string Text => string.Create(
        CultureInfo.InvariantCulture,
        $"take L{Lease} by w{Worker} from {string.Join(", ", Lanes)}, at most {MaxItems}{(MaxBytes < int.MaxValue ? $" and {MaxBytes} bytes" : string.Empty)}{(IdleOn.IsEmpty ? string.Empty : $", else idle on {string.Join(", ", IdleOn)}")}");

    /// <inheritdoc/>
    public override IEnumerable<Step> Simpler() =>
    [
        .. base.Simpler(),
        .. IdleOn.IsEmpty ? Array.Empty<Step>() : [this with { IdleOn = [] }],
        .. Fewer(Lanes).Select(fewer => this with { Lanes = fewer }),
        .. MaxBytes < int.MaxValue ? [this with { MaxBytes = int.MaxValue }] : Array.Empty<Step>(),
    ];
}

/// <summary>A worker settles slots of a lease that it knows.</summary>
public sealed record Settle(int Lease, ImmutableArray<Part> Parts) : Step
{
    /// <inheritdoc/>
    protected override string Text => string.Create(CultureInfo.InvariantCulture, $"settle L{Lease}: {string.Join("; ", Parts)}");

    /// <inheritdoc/>
    public override IEnumerable<Step> Simpler() =>
    [
        .. base.Simpler(),
        .. Fewer(Parts).Select(fewer => this with { Parts = fewer }),
        .. Parts.Where(static one => one.Keep is not null).Select(one => this with { Parts = Parts.Replace(one, one with { Keep = null }) }),
    ];
}

/// <summary>What becomes of a slot.</summary>
public enum Verb
{
    /// <summary>It ran.</summary>
    Complete,

    /// <summary>Another attempt later.</summary>
    Retry,

    /// <summary>Back to its lane at once.</summary>
    Release,

    /// <summary>To the dead letters.</summary>
    Bury,
}

/// <summary>One slot of a <see cref="Settle"/>.</summary>
/// <param name="Slot">The slot.</param>
/// <param name="Verb">What becomes of it.</param>
/// <param name="Lane">Where it goes, where it goes anywhere.</param>
/// <param name="Delay">How much later a retry is.</param>
/// <param name="Change">What happens to its counters.</param>
/// <param name="Keep">How long its outcome is kept, or null.</param>
public sealed record Part(int Slot, Verb Verb, Lane Lane, TimeSpan Delay, Envelopes.HeaderChange Change, TimeSpan? Keep)
{
    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Slot} {Verb switch
    {
        Verb.Complete => "complete",
        Verb.Release => "release",
        Verb.Retry => $"retry to {Lane} in {Delay.TotalMilliseconds} ms ({Change})",
        _ => $"bury to {Lane} ({Change})",
    }}{(Keep is { } keep && Verb is Verb.Complete or Verb.Bury ? $" keeping its outcome for {keep.TotalMilliseconds} ms" : string.Empty)}");
}

/// <summary>A lease keeper renews.</summary>
public sealed record Renew(ImmutableArray<int> Leases) : Step
{
    /// <inheritdoc/>
    protected override string Text => $"renew {string.Join(", ", Leases.Select(static one => string.Create(CultureInfo.InvariantCulture, $"L{one}")))}";

    /// <inheritdoc/>
    public override IEnumerable<Step> Simpler() => [.. base.Simpler(), .. Fewer(Leases).Select(fewer => this with { Leases = fewer })];
}
