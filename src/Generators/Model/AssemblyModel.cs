namespace TypedTasks.Generators.Model;

/// <summary>What all files of one assembly share.</summary>
/// <remarks>Models hold strings, enums and equatable arrays: a symbol or a syntax node would keep a whole compilation alive and never be equal.</remarks>
internal sealed record AssemblyModel
{
    /// <summary>The assembly's name.</summary>
    public required string Name { get; init; }

    /// <summary>The namespace that nobody else generates into.</summary>
    public required string Namespace { get; init; }

    /// <summary>The <c>X</c> of <c>AddXTasks()</c>.</summary>
    public required string Registration { get; init; }

    public required bool IsExecutable { get; init; }

    /// <summary>Whether the runtime's internals are visible here, so that an override must repeat <c>protected internal</c>.</summary>
    public required bool SeesInternals { get; init; }

    /// <summary>The modules of referenced assemblies, by assembly name.</summary>
    public required EquatableArray<string> Referenced { get; init; }
}
