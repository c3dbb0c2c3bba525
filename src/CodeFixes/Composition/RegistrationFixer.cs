using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using TypedTasks.Analyzers;
using TypedTasks.Analyzers.Composition;

namespace TypedTasks.CodeFixes.Composition;

/// <summary>Calls the generated registration that is missing behind <c>AddTypedTasks()</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class RegistrationFixer : CodeFixProvider
{
    private const string Title = "Register the tasks";

    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(
        DiagnosticIds.TT6001ReferencedTasksMustBeRegistered, DiagnosticIds.TT6004TasksMustBeRegistered);

    public override FixAllProvider GetFixAllProvider() => EditFix.All(Plan);

    public override Task RegisterCodeFixesAsync(CodeFixContext context) => EditFix.RegisterAsync(context, Title, Plan);

    private static Action<SyntaxEditor>? Plan(SyntaxNode root, SemanticModel model, Diagnostic diagnostic, CancellationToken cancel)
    {
        if (root.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } setup
            || !diagnostic.Properties.TryGetValue(TasksMustBeRegistered.Registration, out var method)
            || method is null)
        {
            return null;
        }

        return editor => editor.ReplaceNode(setup, (current, _) => SyntaxFactory.InvocationExpression(
            SyntaxFactory.MemberAccessExpression(
                SyntaxKind.SimpleMemberAccessExpression,
                ((ExpressionSyntax)current).WithoutTrailingTrivia(),
                SyntaxFactory.IdentifierName(method))).WithTrailingTrivia(current.GetTrailingTrivia()));
    }
}
