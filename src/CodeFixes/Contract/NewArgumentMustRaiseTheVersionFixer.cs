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

/// <summary>Writes <c>Version = n + 1</c>, where the contract file has n.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class NewArgumentMustRaiseTheVersionFixer : CodeFixProvider
{
    private const string Option = nameof(TaskOptions.Version);

    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(DiagnosticIds.TT5010NewArgumentMustRaiseTheVersion);

    // It changes the wire: older workers leave messages of the new version alone.
    public override FixAllProvider? GetFixAllProvider() => null;

    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        var model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        if (root?.FindToken(context.Span.Start).Parent?.FirstAncestorOrSelf<MethodDeclarationSyntax>() is { } declaration
            && model?.GetDeclaredSymbol(declaration, context.CancellationToken) is { } method
            && KnownTypes.TaskAttributeOf(method)?.ApplicationSyntaxReference?.GetSyntax(context.CancellationToken) is AttributeSyntax attribute
            && attribute.SyntaxTree == root.SyntaxTree
            && context.Diagnostics[0].Properties.TryGetValue(ContractAnalyzer.Subject, out var task) && task is not null
            && await ContractDocument.VersionAsync(context.Document.Project, task, context.CancellationToken).ConfigureAwait(false) + 1 is { } version and <= TaskOptionRules.MaxVersion)
        {
            context.RegisterCodeFix(
                CodeAction.Create($"Set Version to {version}", _ => Task.FromResult(Raise(context.Document, root, attribute, version)), equivalenceKey: nameof(NewArgumentMustRaiseTheVersionFixer)),
                context.Diagnostics);
        }
    }

    private static Document Raise(Document document, SyntaxNode root, AttributeSyntax attribute, int version)
    {
        var value = SyntaxFactory.LiteralExpression(SyntaxKind.NumericLiteralExpression, SyntaxFactory.Literal(version));
        var list = attribute.ArgumentList ?? SyntaxFactory.AttributeArgumentList();
        var old = list.Arguments.FirstOrDefault(static argument => argument.NameEquals?.Name.Identifier.ValueText == Option);
        var changed = old is null
            ? list.AddArguments(SyntaxFactory.AttributeArgument(SyntaxFactory.NameEquals(Option), null, value).NormalizeWhitespace())
            : list.ReplaceNode(old.Expression, value.WithTriviaFrom(old.Expression));
        return document.WithSyntaxRoot(root.ReplaceNode(attribute, attribute.WithArgumentList(changed)));
    }
}
