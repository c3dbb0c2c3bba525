using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TypedTasks.Generators.Parsing;

/// <summary>What one file declares: all of it but comments and the bodies of methods.</summary>
/// <remarks>Read once a file, however many compilations it is part of.</remarks>
internal sealed class Declarations
{
    private static readonly ConditionalWeakTable<SyntaxTree, Declarations> OfTrees = new();

    /// <summary>How the names end that the generator adds to a type: its code may use a type of that name, and that is a clash.</summary>
    private static readonly string[] GeneratedEndings = ["Task", "Definition", "Args"];

    private Declarations(SyntaxTree tree)
    {
        SyntaxNode root = tree.GetRoot();
        Hash = Hash.With(tree.FilePath).With(tree.Options.GetHashCode());
        foreach (SyntaxNodeOrToken part in root.DescendantNodesAndTokens(static node => !IsBody(node)))
        {
            if (part.IsToken)
            {
                Add(part.AsToken());
            }
            else
            {
                Add(part.AsNode()!);
            }
        }
    }

    public Fnv Hash { get; private set; } = Fnv.Start;

    /// <summary>Every identifier that is there, and those of bodies that could be a generated name.</summary>
    public HashSet<string> Identifiers { get; } = new(StringComparer.Ordinal);

    public HashSet<string> Types { get; } = new(StringComparer.Ordinal);

    public HashSet<string> Namespaces { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether it speaks to all files: global usings, attributes of the assembly, types of the framework's.</summary>
    public bool IsGlobal { get; private set; }

    public static Declarations Of(SyntaxTree tree) => OfTrees.GetValue(tree, static one => new Declarations(one));

    private static bool IsBody(SyntaxNode node) => node is BlockSyntax or ArrowExpressionClauseSyntax && node.Parent is BaseMethodDeclarationSyntax;

    private void Add(SyntaxToken token)
    {
        Hash = Hash.With(token.RawKind);
        if (token.RawKind == (int)SyntaxKind.IdentifierToken)
        {
            Identifiers.Add(token.ValueText);
        }

        if (!SyntaxFacts.IsKeywordKind(token.Kind()) && !SyntaxFacts.IsPunctuation(token.Kind()))
        {
            Hash = Hash.With(token.Text);
        }

        if (token.ContainsDirectives)
        {
            // Such as #nullable, which says something about all that follows.
            Hash = Hash.With(token.LeadingTrivia.ToFullString()).With(token.TrailingTrivia.ToFullString());
        }
    }

    private void Add(SyntaxNode node)
    {
        switch (node)
        {
            case var body when IsBody(body):
                AddBody(body);
                break;
            case BaseTypeDeclarationSyntax type:
                Types.Add(type.Identifier.ValueText);
                break;
            case DelegateDeclarationSyntax type:
                Types.Add(type.Identifier.ValueText);
                break;
            case BaseNamespaceDeclarationSyntax space:
                string name = space.Name.ToString();
                for (SyntaxNode? outer = space.Parent; outer is BaseNamespaceDeclarationSyntax around; outer = outer.Parent)
                {
                    name = around.Name + "." + name;
                }

                Namespaces.Add(name);
                IsGlobal |= name == "System" || name.StartsWith("System.", StringComparison.Ordinal);
                break;
            case UsingDirectiveSyntax use:
                IsGlobal |= use.GlobalKeyword.RawKind != 0;
                break;
            case GlobalStatementSyntax or ExternAliasDirectiveSyntax or AttributeListSyntax { Parent: CompilationUnitSyntax }:
                IsGlobal = true;
                break;
        }
    }

    private void AddBody(SyntaxNode body)
    {
        Hash = Hash.With(body.RawKind);
        if (body.ContainsDirectives)
        {
            Hash = Hash.With(body.ToFullString());
        }

        foreach (SyntaxToken token in body.DescendantTokens())
        {
            if (token.RawKind == (int)SyntaxKind.IdentifierToken
                && Array.Exists(GeneratedEndings, ending => token.ValueText.EndsWith(ending, StringComparison.Ordinal))
                && Identifiers.Add(token.ValueText))
            {
                Hash = Hash.With(token.ValueText);
            }
        }
    }
}
