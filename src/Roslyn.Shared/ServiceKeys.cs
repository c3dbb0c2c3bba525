using Microsoft.CodeAnalysis;

namespace TypedTasks.Roslyn;

/// <summary>The keys of <c>[FromKeyedServices]</c>: the dispatch table repeats them, so that it must see their types.</summary>
internal static class ServiceKeys
{
    /// <summary>The type of a parameter's key, or that it names, which is not accessible in the whole assembly; or null.</summary>
    public static INamedTypeSymbol? Hidden(IParameterSymbol parameter, Compilation compilation) =>
        parameter.Attribute(TaskParameterRoles.FromKeyedServices) is { ConstructorArguments: [var key] }
            ? TypeParts.Of(key is { Kind: TypedConstantKind.Type, Value: ITypeSymbol named } ? named : key.Type)
                .FirstOrDefault(one => one.TypeKind != TypeKind.Error && !PayloadClassifier.IsReachable(one, compilation))
            : null;
}
