using Microsoft.CodeAnalysis;

namespace TypedTasks.Roslyn;

/// <summary>Which constructor builds the host of an instance task: the one marked <c>[ActivatorUtilitiesConstructor]</c>, or the public one with most parameters.</summary>
internal static class HostConstructor
{
    private const string Chosen = "Microsoft.Extensions.DependencyInjection.ActivatorUtilitiesConstructorAttribute";

    public static IMethodSymbol? Of(INamedTypeSymbol host) => host.InstanceConstructors
        .Where(static one => one.DeclaredAccessibility == Accessibility.Public && !IsCopy(one))
        .OrderByDescending(static one => one.Has(Chosen))
        .ThenByDescending(static one => one.Parameters.Length)
        .FirstOrDefault();

    /// <summary>Why the host cannot be built, or null.</summary>
    public static string? Problem(INamedTypeSymbol host, Compilation compilation)
    {
        if (host.IsAbstract)
        {
            return $"{host.Name} is abstract, so that no instance of it can run the task; make the method static or move it to a class that can be built.";
        }

        IMethodSymbol? constructor = Of(host);
        if (constructor is null)
        {
            return $"{host.Name} has no public constructor, so that it cannot be built for the task.";
        }

        if (constructor.Parameters.FirstOrDefault(static one => one.RefKind != RefKind.None || one.Type.IsRefLikeType || one.Type is IPointerTypeSymbol) is { } odd)
        {
            return $"The parameter {odd.Name} of {host.Name}'s constructor is no service.";
        }

        foreach (IParameterSymbol parameter in constructor.Parameters)
        {
            if (ServiceKeys.Hidden(parameter, compilation) is { } hidden)
            {
                return $"The key of the parameter {parameter.Name} of {host.Name}'s constructor names {hidden.Name}, which is not accessible in the whole assembly, so that the worker cannot ask for the service.";
            }
        }

        if (!constructor.Has("System.Diagnostics.CodeAnalysis.SetsRequiredMembersAttribute") && RequiredMember(host) is { } required)
        {
            return $"{host.Name} has the required member {required.Name}, which nobody would set; take it in the constructor instead.";
        }

        return null;
    }

    private static ISymbol? RequiredMember(INamedTypeSymbol host)
    {
        for (INamedTypeSymbol? type = host; type is not null; type = type.BaseType)
        {
            foreach (ISymbol member in type.GetMembers())
            {
                if (member is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true })
                {
                    return member;
                }
            }
        }

        return null;
    }

    private static bool IsCopy(IMethodSymbol constructor) =>
        constructor.ContainingType.IsRecord && constructor.Parameters.Length == 1 && SymbolEqualityComparer.Default.Equals(constructor.Parameters[0].Type, constructor.ContainingType);
}
