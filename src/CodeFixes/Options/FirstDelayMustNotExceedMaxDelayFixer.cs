using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TypedTasks.Analyzers;

namespace TypedTasks.CodeFixes.Options;

/// <summary>Raises MaxDelay to FirstDelay, so that the delay that was asked for is waited.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class FirstDelayMustNotExceedMaxDelayFixer : CodeFixProvider
{
    private const string Title = "Raise MaxDelay to FirstDelay";
    private const string MaxDelay = nameof(MaxDelay);

    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(DiagnosticIds.TT1007FirstDelayMustNotExceedMaxDelay);

    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        if (root?.FindToken(context.Span.Start).Parent?.FirstAncestorOrSelf<AttributeArgumentSyntax>() is { Parent: AttributeArgumentListSyntax list } first)
        {
            context.RegisterCodeFix(
                CodeAction.Create(Title, _ => Task.FromResult(context.Document.WithSyntaxRoot(root.ReplaceNode(list, Raised(list, first)))), equivalenceKey: Title),
                context.Diagnostics);
        }
    }

    private static AttributeArgumentListSyntax Raised(AttributeArgumentListSyntax list, AttributeArgumentSyntax first)
    {
        if (list.Arguments.FirstOrDefault(static argument => argument.NameEquals?.Name.Identifier.ValueText == MaxDelay) is { } written)
        {
            return list.ReplaceNode(written.Expression, first.Expression.WithTriviaFrom(written.Expression));
        }

        var added = SyntaxFactory.AttributeArgument(SyntaxFactory.NameEquals(MaxDelay), null, first.Expression.WithoutTrivia()).NormalizeWhitespace();
        return list.AddArguments(added.WithLeadingTrivia(SyntaxFactory.Space));
    }
}
