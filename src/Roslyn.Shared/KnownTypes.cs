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

    private static readonly SymbolDisplayFormat MetadataLike = new(
        SymbolDisplayGlobalNamespaceStyle.Omitted,
        SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces);

    /// <summary><c>Namespace.Type.Nested</c> without type arguments.</summary>
    public static string FullName(this ISymbol symbol) => symbol.ToDisplayString(MetadataLike);

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

    public static bool Is(this ITypeSymbol? type, string name) =>
        type is INamedTypeSymbol { ContainingType: null } && name.EndsWith(type.MetadataName, StringComparison.Ordinal) && type.MetadataName() == name;

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
}
