namespace TypedTasks.Generators.Model;

internal enum HostKind
{
    /// <summary>Static, or nothing to build: the method is static.</summary>
    None,

    /// <summary>A class that the services build, by the factory that we register.</summary>
    Class,

    /// <summary>A struct that is built for each attempt.</summary>
    Struct,

    /// <summary>The service registered for the interface.</summary>
    Interface,
}

/// <summary>The type around a task method.</summary>
internal sealed record HostModel
{
    /// <summary>Empty for the global namespace.</summary>
    public required string Namespace { get; init; }

    /// <summary><c>partial class Outer</c>, <c>partial record Inner</c>: from the outside in.</summary>
    public required EquatableArray<string> Declarations { get; init; }

    /// <summary>The type, <c>global::</c>-qualified.</summary>
    public required string Type { get; init; }

    public required HostKind Kind { get; init; }

    /// <summary>Whether it, its constructor or a service of that is obsolete as an error.</summary>
    public required bool Retired { get; init; }

    /// <summary>What the constructor takes.</summary>
    public required EquatableArray<ServiceModel> Services { get; init; }
}

/// <summary>A value that the worker's services give.</summary>
internal sealed record ServiceModel
{
    public required string Type { get; init; }

    /// <summary>The key as an expression, or null.</summary>
    public required string? Key { get; init; }

    /// <summary>What to take where it is not registered, or null where it must be.</summary>
    public required string? Otherwise { get; init; }

    public required bool IsValueType { get; init; }

    /// <summary>Whether it is the provider itself.</summary>
    public required bool IsProvider { get; init; }

    public required string WantedBy { get; init; }
}
