using Xunit.v3;

namespace TypedTasks.BrokerConformance;

/// <summary>The promises of docs/guarantees.md that a test holds.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PromiseAttribute(params string[] promises) : Attribute, ITraitAttribute
{
    /// <summary>Their numbers: <c>G1</c>.</summary>
    public IReadOnlyList<string> Promises { get; } = promises;

    /// <inheritdoc/>
    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() =>
        [.. Promises.Select(static promise => KeyValuePair.Create("Promise", promise))];
}
