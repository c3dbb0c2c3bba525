using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using TypedTasks.Analyzers;

namespace TypedTasks.CodeFixes.Declaration;

/// <summary>Makes the method, or the type around it, internal: the worker's table is in the same assembly, and nobody else sees more than before.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class TaskMustBeAccessibleFixer : CodeFixProvider
{
    private const string Title = "Make it internal";

    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(DiagnosticIds.TT0002TaskMustBeAccessible);

    public override FixAllProvider GetFixAllProvider() => OneAfterTheOther.With(OpenAsync);

    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (await OpenAsync(context.Document, context.Span.Start, context.CancellationToken).ConfigureAwait(false) is { } fixedDocument)
        {
            context.RegisterCodeFix(CodeAction.Create(Title, _ => Task.FromResult(fixedDocument), equivalenceKey: Title), context.Diagnostics);
        }
    }

    private static async Task<Document?> OpenAsync(Document document, int position, CancellationToken cancel)
    {
        var root = await document.GetSyntaxRootAsync(cancel).ConfigureAwait(false);
        var model = await document.GetSemanticModelAsync(cancel).ConfigureAwait(false);
        if (root?.FindToken(position).Parent?.FirstAncestorOrSelf<MemberDeclarationSyntax>() is not { } declaration
            || model?.GetDeclaredSymbol(declaration, cancel) is not { DeclaringSyntaxReferences.Length: 1 } symbol)
        {
            return null;
        }

        // A file-local type has a reason to be; an override and an implementation follow their base; protected inside must stay for those who derive.
        var open = symbol switch
        {
            IMethodSymbol { IsOverride: false, IsVirtual: false, IsAbstract: false } => Wider(symbol),
            INamedTypeSymbol { IsFileLocal: false, ContainingType: not null } => Wider(symbol),
            _ => Accessibility.NotApplicable,
        };
        return open == Accessibility.NotApplicable
            ? null
            : document.WithSyntaxRoot(root.ReplaceNode(declaration, SyntaxGenerator.GetGenerator(document).WithAccessibility(declaration, open)));
    }

    private static Accessibility Wider(ISymbol symbol) => symbol.DeclaredAccessibility switch
    {
        Accessibility.Private => Accessibility.Internal,
        Accessibility.Protected or Accessibility.ProtectedAndInternal => Accessibility.ProtectedOrInternal,
        _ => Accessibility.NotApplicable,
    };
}
