using TypedTasks.Roslyn;

namespace TypedTasks.Generators.Model;

/// <summary>A parameter of a task method.</summary>
internal sealed record ParameterModel
{
    public required TaskParameterRole Role { get; init; }

    /// <summary>Its name, as written in documentation.</summary>
    public required string PlainName { get; init; }

    /// <summary>Its name, escaped.</summary>
    public required string Name { get; init; }

    /// <summary>The property of the record struct, escaped.</summary>
    public required string Property { get; init; }

    /// <summary>Its type with nullability.</summary>
    public required string Type { get; init; }

    /// <summary>The default value as an expression, or null.</summary>
    public required string? Default { get; init; }

    /// <summary>What stands for it in a message that does not have it, as an expression, or null where it must be there.</summary>
    public required string? Missing { get; init; }

    public required bool IsParams { get; init; }

    /// <summary>Whether it, or something inside it, must not be printed.</summary>
    public required bool IsSensitive { get; init; }

    /// <summary>Attributes that the compiler reads at the call, such as <c>[CallerMemberName]</c>; empty or with a space after.</summary>
    public required string Attributes { get; init; }

    /// <summary>How it travels.</summary>
    public required PayloadRef? Payload { get; init; }

    /// <summary>Where it comes from.</summary>
    public required ServiceModel? Service { get; init; }
}
