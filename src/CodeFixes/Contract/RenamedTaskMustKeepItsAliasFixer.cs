using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TypedTasks.Analyzers;
using TypedTasks.Analyzers.Contract;
using TypedTasks.Roslyn;

namespace TypedTasks.CodeFixes.Contract;

/// <summary>Writes <c>[TaskAlias("the.old.name")]</c> below the <c>[Task]</c> of the method.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class RenamedTaskMustKeepItsAliasFixer : CodeFixProvider
{
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(DiagnosticIds.TT5003RenamedTaskMustKeepItsAlias);

    // It changes which messages run: that a task was renamed, and not replaced, is for a person to say.
    public override FixAllProvider? GetFixAllProvider() => null;

    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        var model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        if (context.Diagnostics[0].Properties.TryGetValue(ContractAnalyzer.Other, out var old) && old is not null
            && root?.FindToken(context.Span.Start).Parent?.FirstAncestorOrSelf<MethodDeclarationSyntax>() is { } declaration
            && model?.GetDeclaredSymbol(declaration, context.CancellationToken) is { } method
            && KnownTypes.TaskAttributeOf(method)?.ApplicationSyntaxReference?.GetSyntax(context.CancellationToken) is AttributeSyntax attribute
            && attribute.SyntaxTree == root.SyntaxTree
            && attribute.Parent is AttributeListSyntax list)
        {
            context.RegisterCodeFix(
                CodeAction.Create($"Add [TaskAlias(\"{old}\")]", _ => Task.FromResult(Add(context.Document, root, attribute, list, old)), equivalenceKey: nameof(RenamedTaskMustKeepItsAliasFixer)),
                context.Diagnostics);
        }
    }

    private static Document Add(Document document, SyntaxNode root, AttributeSyntax task, AttributeListSyntax list, string old)
    {
        // As qualified as [Task] is.
        NameSyntax name = task.Name is QualifiedNameSyntax qualified
            ? qualified.WithRight(SyntaxFactory.IdentifierName("TaskAlias"))
            : SyntaxFactory.IdentifierName("TaskAlias");
        var alias = SyntaxFactory.Attribute(name, SyntaxFactory.AttributeArgumentList(SyntaxFactory.SingletonSeparatedList(
            SyntaxFactory.AttributeArgument(SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal(old))))));
        var attributes = SyntaxFactory.SeparatedList(
            list.Attributes.Append(alias),
            list.Attributes.GetSeparators().Append(SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.Space)));
        return document.WithSyntaxRoot(root.ReplaceNode(list, list.WithAttributes(attributes)));
    }
}
