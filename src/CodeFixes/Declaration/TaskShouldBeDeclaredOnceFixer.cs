using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TypedTasks.Analyzers;
using TypedTasks.Roslyn;

namespace TypedTasks.CodeFixes.Declaration;

/// <summary>Takes <c>[Task]</c> off the override or the implementation.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class TaskShouldBeDeclaredOnceFixer : CodeFixProvider
{
    private const string Title = "Remove this [Task]";

    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(DiagnosticIds.TT0011TaskShouldBeDeclaredOnce);

    // A name on the wire goes: each is a decision of its own.
    public override FixAllProvider? GetFixAllProvider() => null;

    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var cancel = context.CancellationToken;
        var root = await context.Document.GetSyntaxRootAsync(cancel).ConfigureAwait(false);
        var model = await context.Document.GetSemanticModelAsync(cancel).ConfigureAwait(false);
        if (root?.FindToken(context.Span.Start).Parent?.FirstAncestorOrSelf<MethodDeclarationSyntax>() is { } method
            && model?.GetDeclaredSymbol(method, cancel) is { } task
            && KnownTypes.TaskAttributeOf(task)?.ApplicationSyntaxReference?.GetSyntax(cancel) is AttributeSyntax attribute
            && attribute.SyntaxTree == root.SyntaxTree)
        {
            context.RegisterCodeFix(
                CodeAction.Create(Title, _ => Task.FromResult(context.Document.WithSyntaxRoot(AttributeRemoval.From(root, attribute))), equivalenceKey: Title),
                context.Diagnostics);
        }
    }
}
