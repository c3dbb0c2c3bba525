using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TypedTasks.Analyzers;

namespace TypedTasks.CodeFixes.Payload;

/// <summary>Makes the parameter a <see cref="DateTimeOffset"/>, where the method still compiles with it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class DateShouldSayItsOffsetFixer : CodeFixProvider
{
    private const string Title = "Make it a DateTimeOffset";

    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(DiagnosticIds.TT2009DateShouldSayItsOffset);

    // It changes what messages carry: each task is a decision of its own.
    public override FixAllProvider? GetFixAllProvider() => null;

    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var cancel = context.CancellationToken;
        var document = context.Document;
        var root = await document.GetSyntaxRootAsync(cancel).ConfigureAwait(false);
        var model = await document.GetSemanticModelAsync(cancel).ConfigureAwait(false);
        if (root?.FindToken(context.Span.Start).Parent?.FirstAncestorOrSelf<ParameterSyntax>() is not { Type: { } type, Parent.Parent: MethodDeclarationSyntax method }
            || model?.Compilation.GetTypeByMetadataName("System.DateTimeOffset") is not { } offset)
        {
            return;
        }

        var name = SyntaxFactory.ParseTypeName(offset.ToMinimalDisplayString(model, type.SpanStart));
        var changed = document.WithSyntaxRoot(root.ReplaceNode(
            type, (type is NullableTypeSyntax ? SyntaxFactory.NullableType(name) : name).WithTriviaFrom(type)));
        if (await ErrorsAsync(changed, method.SpanStart, cancel).ConfigureAwait(false) <= await ErrorsAsync(document, method.SpanStart, cancel).ConfigureAwait(false))
        {
            context.RegisterCodeFix(CodeAction.Create(Title, _ => Task.FromResult(changed), equivalenceKey: Title), context.Diagnostics);
        }
    }

    /// <summary>How many errors the method at a position has.</summary>
    private static async Task<int> ErrorsAsync(Document document, int position, CancellationToken cancel)
    {
        var root = await document.GetSyntaxRootAsync(cancel).ConfigureAwait(false);
        var model = await document.GetSemanticModelAsync(cancel).ConfigureAwait(false);
        var method = root?.FindToken(position).Parent?.FirstAncestorOrSelf<MethodDeclarationSyntax>();
        return method is null ? 0 : model!.GetDiagnostics(method.Span, cancel).Count(static one => one.Severity == DiagnosticSeverity.Error);
    }
}
