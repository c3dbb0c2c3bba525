using Microsoft.CodeAnalysis;

namespace TypedTasks.Roslyn;

/// <summary>The types that the rules know, by metadata name: a project need not reference the assembly of every one.</summary>
internal static class KnownTypes
{
    public const string TaskAttribute = "TypedTasks.TaskAttribute";
    public const string TaskAliasAttribute = "TypedTasks.TaskAliasAttribute";
    public const string TaskContext = "TypedTasks.TaskContext";
    public const string TaskModuleAttribute = "TypedTasks.Dispatch.TaskModuleAttribute";
    public const string RuntimeAssembly = "TypedTasks";

    /// <summary><c>Namespace.Type.Nested</c> without type arguments.</summary>
    public static string FullName(this INamespaceOrTypeSymbol symbol) => symbol switch
    {
        // An extension block has none.
        { Name.Length: 0, ContainingType: { } outer } => outer.FullName(),
        { ContainingType: { } outer } => outer.FullName() + "." + symbol.Name,
        { ContainingNamespace: { IsGlobalNamespace: false } space } => space.FullName() + "." + symbol.Name,
        _ => symbol.Name,
    };

    /// <summary><c>Namespace.Type`2</c> of the definition; of a nested type <c>Namespace.Outer+Type`2</c>.</summary>
    public static string MetadataName(this ITypeSymbol type)
    {
        INamedTypeSymbol? named = (type as INamedTypeSymbol)?.OriginalDefinition;
        if (named is null)
        {
            return string.Empty;
        }

        return named.ContainingType is { } outer
            ? outer.MetadataName() + "+" + named.MetadataName
            : named.ContainingNamespace is { IsGlobalNamespace: false } space ? space.FullName() + "." + named.MetadataName : named.MetadataName;
    }

    /// <summary>Whether a type has a metadata name. Compared from the end, piece by piece: it is asked of every attribute, and builds nothing.</summary>
    public static bool Is(this ITypeSymbol? type, string name)
    {
        if (type is not INamedTypeSymbol { ContainingType: null, IsFileLocal: false } named)
        {
            return false;
        }

        int end = name.Length;
        if (named.Arity > 0)
        {
            // No type that is known by name takes ten.
            if (end < 2 || name[end - 1] != '0' + named.Arity || name[end - 2] != '`')
            {
                return false;
            }

            end -= 2;
        }

        if (!EndsWith(name, named.Name, ref end))
        {
            return false;
        }

        for (INamespaceSymbol? space = named.ContainingNamespace; space is { IsGlobalNamespace: false }; space = space.ContainingNamespace)
        {
            if (end == 0 || name[--end] != '.' || !EndsWith(name, space.Name, ref end))
            {
                return false;
            }
        }

        return end == 0;
    }

    public static AttributeData? Attribute(this ISymbol symbol, string name)
    {
        foreach (AttributeData attribute in symbol.GetAttributes())
        {
            if (attribute.AttributeClass.Is(name))
            {
                return attribute;
            }
        }

        return null;
    }

    public static bool Has(this ISymbol symbol, string name) => symbol.Attribute(name) is not null;

    /// <summary>The <c>[Task]</c> of a method, or null.</summary>
    public static AttributeData? TaskAttributeOf(IMethodSymbol method) => method.Attribute(TaskAttribute);

    public static bool IsTask(ISymbol symbol) => symbol is IMethodSymbol method && TaskAttributeOf(method) is not null;

    private static bool EndsWith(string name, string piece, ref int end)
    {
        end -= piece.Length;
        return end >= 0 && string.CompareOrdinal(name, end, piece, 0, piece.Length) == 0;
    }
}
