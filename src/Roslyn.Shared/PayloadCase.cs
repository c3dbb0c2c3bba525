using Microsoft.CodeAnalysis;

namespace TypedTasks.Roslyn;

/// <summary>A case of a union.</summary>
/// <param name="Key">The number that stands for it on the wire.</param>
/// <param name="Type">The declared type: of a union that names itself, the union.</param>
/// <param name="Classes">What a value of the case can be: the type itself, or the classes of the cases of a union inside.</param>
internal sealed record PayloadCase(int Key, INamedTypeSymbol Type, IReadOnlyList<INamedTypeSymbol> Classes);
