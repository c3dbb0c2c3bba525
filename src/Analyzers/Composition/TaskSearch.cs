using Microsoft.CodeAnalysis;
using TypedTasks.Roslyn;

namespace TypedTasks.Analyzers.Composition;

/// <summary>The tasks of an assembly, found only where there is something to say.</summary>
internal static class TaskSearch
{
    public static IEnumerable<IMethodSymbol> TasksOf(IAssemblySymbol assembly) => Types(assembly.GlobalNamespace)
        .SelectMany(static type => type.GetMembers().OfType<IMethodSymbol>())
        .Where(static method => KnownTypes.IsTask(method));

    private static IEnumerable<INamedTypeSymbol> Types(INamespaceSymbol space) =>
        space.GetTypeMembers().SelectMany(Nested).Concat(space.GetNamespaceMembers().SelectMany(Types));

    private static IEnumerable<INamedTypeSymbol> Nested(INamedTypeSymbol type) =>
        type.GetTypeMembers().SelectMany(Nested).Prepend(type);
}
