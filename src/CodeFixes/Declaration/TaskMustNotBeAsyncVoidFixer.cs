using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.FindSymbols;
using TypedTasks.Analyzers;

namespace TypedTasks.CodeFixes.Declaration;

/// <summary>Turns <c>async void</c> into <c>async Task</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class TaskMustNotBeAsyncVoidFixer : CodeFixProvider
{
    private const string Title = "Return Task";

    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(DiagnosticIds.TT0004TaskMustNotBeAsyncVoid);

    public override FixAllProvider GetFixAllProvider() => OneAfterTheOther.With(ReturnTaskAsync);

    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (await ReturnTaskAsync(context.Document, context.Span.Start, context.CancellationToken).ConfigureAwait(false) is { } fixedDocument)
        {
            context.RegisterCodeFix(CodeAction.Create(Title, _ => Task.FromResult(fixedDocument), equivalenceKey: Title), context.Diagnostics);
        }
    }

    /// <summary>The document with the method at a position returning Task, or null where it cannot.</summary>
    private static async Task<Document?> ReturnTaskAsync(Document document, int position, CancellationToken cancel)
    {
        var root = await document.GetSyntaxRootAsync(cancel).ConfigureAwait(false);
        var model = await document.GetSemanticModelAsync(cancel).ConfigureAwait(false);
        if (root?.FindToken(position).Parent?.FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { } declaration
            || model?.GetDeclaredSymbol(declaration, cancel) is not { } method
            || model.Compilation.GetTypeByMetadataName("System.Threading.Tasks.Task") is not { } task
            || !await MayReturnSomethingElseAsync(method, document.Project.Solution, cancel).ConfigureAwait(false))
        {
            return null;
        }

        var type = SyntaxGenerator.GetGenerator(document).TypeExpression(task, addImport: true).WithTriviaFrom(declaration.ReturnType);
        return document.WithSyntaxRoot(root.ReplaceNode(declaration.ReturnType, type));
    }

    /// <summary>The return type is fixed by a base, an interface, the other half of a partial method, or whoever takes the method as a delegate.</summary>
    private static async Task<bool> MayReturnSomethingElseAsync(IMethodSymbol method, Solution solution, CancellationToken cancel)
    {
        if (method.IsOverride || method.IsVirtual || method.PartialDefinitionPart is not null || method.PartialImplementationPart is not null
            || method.ContainingType.AllInterfaces.SelectMany(type => type.GetMembers(method.Name)).Any(member =>
                SymbolEqualityComparer.Default.Equals(method.ContainingType.FindImplementationForInterfaceMember(member), method)))
        {
            return false;
        }

        foreach (var reference in await SymbolFinder.FindReferencesAsync(method, solution, cancel).ConfigureAwait(false))
        {
            foreach (var place in reference.Locations)
            {
                var root = await place.Document.GetSyntaxRootAsync(cancel).ConfigureAwait(false);
                if (root is not null && !IsCallOrName(root.FindNode(place.Location.SourceSpan, findInsideTrivia: true, getInnermostNodeForTie: true)))
                {
                    return false;
                }
            }
        }

        return true;
    }

    private static bool IsCallOrName(SyntaxNode name)
    {
        var whole = name.Parent switch
        {
            MemberAccessExpressionSyntax access when access.Name == name => access,
            MemberBindingExpressionSyntax binding => binding,
            _ => name,
        };
        return whole.Parent is InvocationExpressionSyntax call && call.Expression == whole
            || name.FirstAncestorOrSelf<CrefSyntax>() is not null
            || name.Ancestors().OfType<InvocationExpressionSyntax>().FirstOrDefault() is { Expression: IdentifierNameSyntax { Identifier.Text: "nameof" } };
    }
}
