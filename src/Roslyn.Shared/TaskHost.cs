using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TypedTasks.Roslyn;

/// <summary>What the tasks of one type share, and those of its bases: looked at once a compilation, however many there are.</summary>
/// <remarks>Kept beside its compilation and dying with it; analyzers ask from several threads.</remarks>
internal sealed class TaskHost
{
    private static readonly ConditionalWeakTable<Compilation, ConcurrentDictionary<INamedTypeSymbol, TaskHost>> OfCompilations = new();
    private static readonly ConditionalWeakTable<SyntaxNode, HashSet<string>> Identifiers = new();

    private readonly INamedTypeSymbol type;
    private readonly Compilation compilation;
    private readonly Lazy<Dictionary<string, List<IMethodSymbol>>> generatedNames;
    private readonly Lazy<(TypeDeclarationSyntax Part, HashSet<string> Identifiers)[]> parts;
    private readonly Lazy<string?> constructionProblem;

    private TaskHost(INamedTypeSymbol type, Compilation compilation)
    {
        this.type = type;
        this.compilation = compilation;
        FullName = type.FullName();
        Bases = BasesOf(type).ToImmutableArray();
        generatedNames = new(NamesOf);
        parts = new(PartsOf);
        constructionProblem = new(() => HostConstructor.Problem(type, compilation));
    }

    public string FullName { get; }

    /// <summary>The classes, or of an interface the interfaces, whose members are visible here.</summary>
    public ImmutableArray<INamedTypeSymbol> Bases { get; }

    /// <summary>Why it cannot be built, or null.</summary>
    public string? ConstructionProblem => constructionProblem.Value;

    public static TaskHost Of(INamedTypeSymbol type, Compilation compilation)
    {
        ConcurrentDictionary<INamedTypeSymbol, TaskHost> hosts = OfCompilations.GetValue(compilation, static _ => new(SymbolEqualityComparer.Default));
        return hosts.TryGetValue(type, out TaskHost? host) ? host : hosts.GetOrAdd(type, new TaskHost(type, compilation));
    }

    /// <summary>Whether a task, other than one, generates this name.</summary>
    public bool Generates(string name, IMethodSymbol? except)
    {
        if (generatedNames.Value.TryGetValue(name, out List<IMethodSymbol>? methods))
        {
            foreach (IMethodSymbol one in methods)
            {
                if (!SymbolEqualityComparer.Default.Equals(one, except))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>The parts of the type whose code, as its author wrote it, has this identifier.</summary>
    public IReadOnlyList<TypeDeclarationSyntax> Mentioning(string name)
    {
        List<TypeDeclarationSyntax>? found = null;
        foreach ((TypeDeclarationSyntax part, HashSet<string> identifiers) in parts.Value)
        {
            if (identifiers.Contains(name))
            {
                (found ??= []).Add(part);
            }
        }

        return found ?? (IReadOnlyList<TypeDeclarationSyntax>)[];
    }

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

    private static HashSet<string> IdentifiersIn(SyntaxNode node) => new(
        node.DescendantTokens().Where(static one => one.IsKind(SyntaxKind.IdentifierToken)).Select(static one => one.ValueText),
        StringComparer.Ordinal);

    private (TypeDeclarationSyntax Part, HashSet<string> Identifiers)[] PartsOf() =>
    [
        .. type.DeclaringSyntaxReferences.Select(static one => one.GetSyntax()).OfType<TypeDeclarationSyntax>()
            .Where(one => compilation.ContainsSyntaxTree(one.SyntaxTree) && !IsGenerated(one.SyntaxTree))
            .Select(static one => (one, Identifiers.GetValue(one, IdentifiersIn))),
    ];

    private Dictionary<string, List<IMethodSymbol>> NamesOf()
    {
        var names = new Dictionary<string, List<IMethodSymbol>>(StringComparer.Ordinal);
        foreach (ISymbol member in type.GetMembers())
        {
            if (member is not IMethodSymbol { MethodKind: MethodKind.Ordinary } method || KnownTypes.TaskAttributeOf(method) is not { } attribute)
            {
                continue;
            }

            foreach (string name in TaskNaming.GeneratedNamesOf(TaskNaming.ProxyNameOf(method, TaskOptions.Of(attribute))))
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
}
