using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Operations;
using TypedTasks.Analyzers;
using TypedTasks.Analyzers.CallSite;
using TypedTasks.Analyzers.TaskBody;

namespace TypedTasks.CodeFixes.TaskBody;

/// <summary>Passes the token on.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class TokenMustBePassedOnFixer : CodeFixProvider
{
    private const string Title = "Pass the token on";

    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(DiagnosticIds.TT4006TokenMustBePassedOn);

    public override FixAllProvider GetFixAllProvider() => EditFix.All(Plan);

    public override Task RegisterCodeFixesAsync(CodeFixContext context) => EditFix.RegisterAsync(context, Title, Plan);

    private static Action<SyntaxEditor>? Plan(SyntaxNode root, SemanticModel model, Diagnostic diagnostic, CancellationToken cancel)
    {
        if (root.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } call
            || model.GetOperation(call, cancel) is not IInvocationOperation operation
            || model.GetEnclosingSymbol(call.SpanStart, cancel) is not { } within
            || TokenForwarding.Missing(operation, within, model.Compilation, SendingTypes.From(model.Compilation)) is not { } missing
            || TokenAtHand.At(call, model, cancel) is not { } token)
        {
            return null;
        }

        return editor => editor.ReplaceNode(call, (current, _) => TokenArgument.AddTo((InvocationExpressionSyntax)current, missing, token));
    }
}
