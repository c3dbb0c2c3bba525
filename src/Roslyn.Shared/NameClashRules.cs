using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TypedTasks.Roslyn;

/// <summary>The names that the generator adds to a host must be free there.</summary>
internal static class NameClashRules
{
    public static IEnumerable<TaskProblem> Check(IMethodSymbol method, Compilation compilation, CancellationToken cancellationToken)
    {
        foreach (string name in TaskNaming.GeneratedNamesOf(method))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Clash(method, name, compilation) is { } with)
            {
                yield return new(TaskProblemKind.NameClash, method, $"The generated name {name} clashes with {with}; set Proxy to another name.", option: "Proxy");
            }
        }
    }

    /// <summary>Whether a task of a base type, or of a base interface, generates this name, so that ours hides it with <c>new</c>.</summary>
    public static bool HidesInherited(INamedTypeSymbol host, string name, Compilation compilation)
    {
        foreach (INamedTypeSymbol type in TaskHost.Of(host, compilation).Bases)
        {
            if ((type.SpecialType == SpecialType.None && TaskHost.Of(type, compilation).Generates(name, null)) || type.GetMembers(name).Any(IsGenerated))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What a generated name would clash with in the host of a method, or null where it is free.</summary>
    public static string? Clash(IMethodSymbol method, string name, Compilation compilation)
    {
        INamedTypeSymbol host = method.ContainingType;
        TaskHost facts = TaskHost.Of(host, compilation);
        if (name == host.Name)
        {
            return "the type around it";
        }

        if (host.GetMembers(name).Any(static one => !IsGenerated(one)))
        {
            return $"a member of {host.Name}";
        }

        if (facts.Generates(name, method))
        {
            return $"that of another task of {host.Name}";
        }

        foreach (INamedTypeSymbol type in facts.Bases)
        {
            if (type.GetMembers(name).FirstOrDefault(static one => one.DeclaredAccessibility != Accessibility.Private && !IsGenerated(one)) is { } member)
            {
                return $"the member {member.Name} of {type.Name}";
            }
        }

        return VisibleType(facts, name, compilation) is { } visible ? $"the type {visible.ToDisplayString()}, which {host.Name} uses" : null;
    }

    /// <summary>What a former run wrote, seen in a referenced assembly.</summary>
    private static bool IsGenerated(ISymbol member) => member.GetAttributes().Any(static one =>
        one.AttributeClass.Is("System.CodeDom.Compiler.GeneratedCodeAttribute") && one.ConstructorArguments is [{ Value: "TypedTasks.Generators" }, ..]);

    /// <summary>A type outside the host that the host's code calls by this name: the generated member would hide it.</summary>
    private static ITypeSymbol? VisibleType(TaskHost host, string name, Compilation compilation)
    {
        foreach (TypeDeclarationSyntax declaration in host.Mentioning(name))
        {
            if (compilation.GetSemanticModel(declaration.SyntaxTree).LookupNamespacesAndTypes(declaration.SpanStart, name: name)
                .OfType<ITypeSymbol>().FirstOrDefault(static one => !IsGenerated(one)) is { } type)
            {
                return type;
            }
        }

        return null;
    }
}
