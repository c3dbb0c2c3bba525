using Microsoft.CodeAnalysis;
using TypedTasks.Roslyn;

namespace TypedTasks.Analyzers.Declaration;

/// <summary>What a method overrides or implements.</summary>
internal static class TaskFamily
{
    /// <summary>The task that a method is an override or an implementation of, or null.</summary>
    public static IMethodSymbol? TaskBehind(IMethodSymbol method)
    {
        for (var one = method.OverriddenMethod; one is not null; one = one.OverriddenMethod)
        {
            if (KnownTypes.IsTask(one))
            {
                return one;
            }
        }

        if (method.IsStatic || method.ContainingType is not { TypeKind: TypeKind.Class or TypeKind.Struct } type)
        {
            return null;
        }

        return type.AllInterfaces
            .SelectMany(one => one.GetMembers(method.Name))
            .OfType<IMethodSymbol>()
            .FirstOrDefault(one => KnownTypes.IsTask(one) && SymbolEqualityComparer.Default.Equals(type.FindImplementationForInterfaceMember(one), method));
    }
}
