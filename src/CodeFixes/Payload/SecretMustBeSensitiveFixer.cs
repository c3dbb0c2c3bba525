using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TypedTasks.Analyzers;
using TypedTasks.Roslyn;

namespace TypedTasks.CodeFixes.Payload;

/// <summary>Writes <c>[Sensitive]</c> before the parameter or the member.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class SecretMustBeSensitiveFixer : CodeFixProvider
{
    private const string Title = "Mark it [Sensitive]";

    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(DiagnosticIds.TT2008SecretMustBeSensitive);

    public override FixAllProvider GetFixAllProvider() => OneAfterTheOther.With(MarkAsync);

    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (await MarkAsync(context.Document, context.Span.Start, context.CancellationToken).ConfigureAwait(false) is { } fixedDocument)
        {
            context.RegisterCodeFix(CodeAction.Create(Title, _ => Task.FromResult(fixedDocument), equivalenceKey: Title), context.Diagnostics);
        }
    }

    private static async Task<Document?> MarkAsync(Document document, int position, CancellationToken cancel)
    {
        var root = await document.GetSyntaxRootAsync(cancel).ConfigureAwait(false);
        var model = await document.GetSemanticModelAsync(cancel).ConfigureAwait(false);
        if (root?.FindToken(position).Parent is not { } named || model?.Compilation.GetTypeByMetadataName(Sensitivity.Attribute) is not { } attribute)
        {
            return null;
        }

        const string ending = "Attribute";
        var name = attribute.ToMinimalDisplayString(model, position);
        name = name.Substring(0, name.Length - ending.Length);
        return named.FirstAncestorOrSelf<SyntaxNode>(static node => node is ParameterSyntax or MemberDeclarationSyntax) switch
        {
            ParameterSyntax parameter => document.WithSyntaxRoot(root.ReplaceNode(parameter, Mark(parameter, name))),
            MemberDeclarationSyntax member and (PropertyDeclarationSyntax or FieldDeclarationSyntax) => document.WithSyntaxRoot(root.ReplaceNode(member, Mark(member, name))),
            _ => null,
        };
    }

    private static ParameterSyntax Mark(ParameterSyntax parameter, string name)
    {
        var bare = parameter.WithoutLeadingTrivia();
        return bare.WithAttributeLists(bare.AttributeLists.Insert(0, List(name).WithTrailingTrivia(SyntaxFactory.Space))).WithLeadingTrivia(parameter.GetLeadingTrivia());
    }

    /// <summary>On a line of its own, as members carry their attributes.</summary>
    private static MemberDeclarationSyntax Mark(MemberDeclarationSyntax member, string name)
    {
        var leading = member.GetLeadingTrivia();
        var indent = leading.LastOrDefault().IsKind(SyntaxKind.WhitespaceTrivia) ? leading.Last() : SyntaxFactory.ElasticMarker;
        var endOfLine = member.SyntaxTree.GetRoot().DescendantTrivia().FirstOrDefault(static trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia));
        var list = List(name).WithTrailingTrivia(endOfLine == default ? SyntaxFactory.LineFeed : endOfLine, indent);
        var bare = member.WithoutLeadingTrivia();
        return bare.WithAttributeLists(bare.AttributeLists.Insert(0, list)).WithLeadingTrivia(leading);
    }

    private static AttributeListSyntax List(string name) =>
        SyntaxFactory.AttributeList(SyntaxFactory.SingletonSeparatedList(SyntaxFactory.Attribute(SyntaxFactory.ParseName(name))));
}
