using System.Collections.Immutable;
using System.Globalization;

namespace TypedTasks.Model.Tests.Steps;

/// <summary>A rescuer ticks.</summary>
public sealed record Rescue(int DeliveryLimit) : Step
{
    /// <inheritdoc/>
    protected override string Text => string.Create(CultureInfo.InvariantCulture, $"rescue, delivery limit {DeliveryLimit}");
}

/// <summary>Time passes while a rescuer ticks every second.</summary>
public sealed record Tick(int Seconds, int DeliveryLimit) : Step
{
    /// <inheritdoc/>
    protected override string Text => string.Create(CultureInfo.InvariantCulture, $"{Seconds} times: 1 s passes, rescue, delivery limit {DeliveryLimit}");

    /// <inheritdoc/>
    public override IEnumerable<Step> Simpler() =>
        Seconds > 1 ? [this with { Seconds = Seconds / 2 }, this with { Seconds = Seconds - 1 }] : base.Simpler();
}

/// <summary>Scheduled work that is due becomes ready.</summary>
public sealed record Promote(int Max) : Step
{
    /// <inheritdoc/>
    protected override string Text => string.Create(CultureInfo.InvariantCulture, $"promote at most {Max}");
}

/// <summary>Old dead letters are dropped.</summary>
public sealed record Trim(TimeSpan KeepFor, int KeepCount) : Step
{
    /// <inheritdoc/>
    protected override string Text => string.Create(CultureInfo.InvariantCulture, $"trim to {Show(KeepFor)} and {KeepCount}");
}

/// <summary>A dead letter is replayed.</summary>
public sealed record Replay(int Task) : Step
{
    /// <inheritdoc/>
    protected override string Text => string.Create(CultureInfo.InvariantCulture, $"replay t{Task}");
}

/// <summary>A dead letter is deleted.</summary>
public sealed record Delete(int Task) : Step
{
    /// <inheritdoc/>
    protected override string Text => string.Create(CultureInfo.InvariantCulture, $"delete t{Task}");
}

/// <summary>A page of each list is read.</summary>
public sealed record Page(int Skip, int Count) : Step
{
    /// <inheritdoc/>
    protected override string Text => string.Create(CultureInfo.InvariantCulture, $"read pages: skip {Skip}, take {Count}");
}

/// <summary>A worker wakes another.</summary>
public sealed record Wake(string Queue) : Step
{
    /// <inheritdoc/>
    protected override string Text => $"wake somebody for {Queue}";
}
