using Microsoft.CodeAnalysis;

namespace TypedTasks.Roslyn;

/// <summary>One payload type, looked at by itself; what it leads to are its <see cref="Edges"/>.</summary>
internal sealed class PayloadShape(ITypeSymbol type, PayloadKind kind)
{
    public ITypeSymbol Type { get; } = type;

    public PayloadKind Kind { get; } = kind;

    /// <summary>The types inside, each with its step of the path: <c>[]</c>, <c>.Tax</c>, <c>.Key</c>.</summary>
    public IReadOnlyList<PayloadEdge> Edges { get; set; } = [];

    /// <summary>The <c>Xxx</c> of <c>ReadXxx</c>, of a primitive and of an enum's integer.</summary>
    public string? Reader { get; set; }

    /// <summary>Of a type with a serializer of the user's: that.</summary>
    public INamedTypeSymbol? Serializer { get; set; }

    public CollectionForm? Form { get; set; }

    /// <summary>Of an object, and of a union that is its own case: what it consists of. Its members are the first edges.</summary>
    public PayloadContract? Contract { get; set; }

    /// <summary>The cases of a union, by key. Each but the union itself is an edge, in this order, after those of the members.</summary>
    public IReadOnlyList<PayloadCase> Cases { get; set; } = [];

    /// <summary>Why it cannot travel; null if it can.</summary>
    public PayloadProblem? Problem { get; set; }
}

/// <summary>A step from a type to one inside it.</summary>
/// <param name="Step">The step of the path.</param>
/// <param name="Type">The type inside.</param>
/// <param name="Serializer">What the member says writes and reads it there, or null.</param>
internal readonly record struct PayloadEdge(string Step, ITypeSymbol Type, SaidSerializer? Serializer = null);

/// <summary>Something that cannot travel.</summary>
/// <param name="Path">The way to it, without the name of the parameter: <c>.Lines[].Tax</c>.</param>
/// <param name="Type">Its type.</param>
/// <param name="Problem">Why.</param>
internal sealed record PayloadFault(string Path, ITypeSymbol Type, PayloadProblem Problem);

/// <summary>All that a type leads to, itself first.</summary>
internal sealed record PayloadWalk(IReadOnlyList<PayloadShape> Shapes, IReadOnlyList<PayloadFault> Faults);
