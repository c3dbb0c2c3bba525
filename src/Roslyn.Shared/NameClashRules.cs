using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TypedTasks.Roslyn;

/// <summary>The names that the generator adds to a host must be free there.</summary>
internal static class NameClashRules
{
    private static readonly ConditionalWeakTable<SyntaxNode, HashSet<string>> Identifiers = new();
    private static readonly ConditionalWeakTable<INamedTypeSymbol, Dictionary<string, List<IMethodSymbol>>> GeneratedNames = new();

    public static IEnumerable<TaskProblem> Check(IMethodSymbol method, Compilation compilation, CancellationToken cancellationToken)
    {
        foreach (string name in TaskNaming.GeneratedNamesOf(method))
        {
            if (Clash(method, name, compilation, cancellationToken) is { } with)
            {
                yield return new(TaskProblemKind.NameClash, method, $"The generated name {name} clashes with {with}; set Proxy to another name.", option: "Proxy");
            }
        }
    }

    /// <summary>Whether a task of a base type, or of a base interface, generates this name, so that ours hides it with <c>new</c>.</summary>
    public static bool HidesInherited(INamedTypeSymbol host, string name) => BasesOf(host).Any(type => Generates(type, name, null) || type.GetMembers(name).Any(IsGenerated));

    /// <summary>What a generated name would clash with in the host of a method, or null where it is free.</summary>
    public static string? Clash(IMethodSymbol method, string name, Compilation compilation, CancellationToken cancellationToken)
    {
        INamedTypeSymbol host = method.ContainingType;
        if (name == host.Name)
        {
            return "the type around it";
        }

        if (host.GetMembers(name).Any(static one => !IsGenerated(one)))
        {
            return $"a member of {host.Name}";
        }

        if (Generates(host, name, method))
        {
            return $"that of another task of {host.Name}";
        }

        foreach (INamedTypeSymbol type in BasesOf(host))
        {
            if (type.GetMembers(name).FirstOrDefault(static one => one.DeclaredAccessibility != Accessibility.Private && !IsGenerated(one)) is { } member)
            {
                return $"the member {member.Name} of {type.Name}";
            }
        }

        return VisibleType(host, name, compilation, cancellationToken) is { } visible ? $"the type {visible.ToDisplayString()}, which {host.Name} uses" : null;
    }

    private static bool Generates(INamedTypeSymbol type, string name, IMethodSymbol? except) =>
        GeneratedNames.GetValue(type, NamesOf).TryGetValue(name, out List<IMethodSymbol>? methods)
        && methods.Any(one => !SymbolEqualityComparer.Default.Equals(one, except));

    /// <summary>Looked at once a type, however many tasks it has.</summary>
    private static Dictionary<string, List<IMethodSymbol>> NamesOf(INamedTypeSymbol type)
    {
        var names = new Dictionary<string, List<IMethodSymbol>>(StringComparer.Ordinal);
        foreach (IMethodSymbol method in type.GetMembers().OfType<IMethodSymbol>().Where(static one => one.MethodKind == MethodKind.Ordinary && KnownTypes.IsTask(one)))
        {
            foreach (string name in TaskNaming.GeneratedNamesOf(method))
            {
                if (!names.TryGetValue(name, out List<IMethodSymbol>? methods))
                {
                    names[name] = methods = [];
                }

                methods.Add(method);
            }
        }

        return names;
    }

    /// <summary>What a former run wrote, seen in a referenced assembly.</summary>
    private static bool IsGenerated(ISymbol member) => member.GetAttributes().Any(static one =>
        one.AttributeClass.Is("System.CodeDom.Compiler.GeneratedCodeAttribute") && one.ConstructorArguments is [{ Value: "TypedTasks.Generators" }, ..]);

    /// <summary>Analyzers see what the generator wrote; its mentions of its own names are no use by the user.</summary>
    private static bool IsGenerated(SyntaxTree tree) => tree.FilePath.Contains("TypedTasks.Generators");

    private static IEnumerable<INamedTypeSymbol> BasesOf(INamedTypeSymbol host)
    {
        for (INamedTypeSymbol? type = host.BaseType; type is not null; type = type.BaseType)
        {
            yield return type;
        }

        if (host.TypeKind == TypeKind.Interface)
        {
            foreach (INamedTypeSymbol type in host.AllInterfaces)
            {
                yield return type;
            }
        }
    }

    /// <summary>A type outside the host that the host's code calls by this name: the generated member would hide it.</summary>
    private static ITypeSymbol? VisibleType(INamedTypeSymbol host, string name, Compilation compilation, CancellationToken cancellationToken)
    {
        foreach (SyntaxReference reference in host.DeclaringSyntaxReferences)
        {
            if (reference.GetSyntax(cancellationToken) is TypeDeclarationSyntax declaration
                && compilation.ContainsSyntaxTree(declaration.SyntaxTree)
                && !IsGenerated(declaration.SyntaxTree)
                && Identifiers.GetValue(declaration, IdentifiersIn).Contains(name)
                && compilation.GetSemanticModel(declaration.SyntaxTree).LookupNamespacesAndTypes(declaration.SpanStart, name: name)
                    .OfType<ITypeSymbol>().FirstOrDefault(static one => !IsGenerated(one)) is { } type)
            {
                return type;
            }
        }

        return null;
    }

    private static HashSet<string> IdentifiersIn(SyntaxNode node) => new(
        node.DescendantTokens().Where(static one => one.IsKind(SyntaxKind.IdentifierToken)).Select(static one => one.ValueText),
        StringComparer.Ordinal);
}
