using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using TypedTasks.Analyzers;
using TypedTasks.Analyzers.CallSite;
using TypedTasks.Roslyn;

namespace TypedTasks.CodeFixes.CallSite;

/// <summary>Sends the task by its proxy and awaits the Delay; what the worker supplies is no longer passed.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class TaskMustBeSentByItsProxyFixer : CodeFixProvider
{
    private const string Title = "Delay it";

    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(DiagnosticIds.TT3002TaskMustBeSentByItsProxy);

    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var cancel = context.CancellationToken;
        var root = await context.Document.GetSyntaxRootAsync(cancel).ConfigureAwait(false);
        var model = await context.Document.GetSemanticModelAsync(cancel).ConfigureAwait(false);
        if (root?.FindNode(context.Span, getInnermostNodeForTie: true) is not InvocationExpressionSyntax call
            || Statements.Around(call, IsStarted) is not { } statement
            || !Awaiting.IsAllowedAt(statement)
            || model!.GetOperation(call, cancel) is not IInvocationOperation { TargetMethod: var task } operation
            || model.GetSymbolInfo(call, cancel).Symbol is not IMethodSymbol { MethodKind: MethodKind.Ordinary })
        {
            return;
        }

        var send = Send(call, operation, task.ContainingType.ToMinimalDisplayString(model, call.SpanStart) + "." + TaskNaming.ProxyNameOf(task));
        context.RegisterCodeFix(
            CodeAction.Create(
                Title,
                _ => Task.FromResult(context.Document.WithSyntaxRoot(root.ReplaceNode(statement.Expression, send.WithTriviaFrom(statement.Expression)))),
                equivalenceKey: Title),
            context.Diagnostics);

        // What a thread is asked to run is sent in the place of the asking.
        bool IsStarted(AnonymousFunctionExpressionSyntax lambda) =>
            lambda.Parent is ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax start }
            && model!.GetSymbolInfo(start, cancel).Symbol is IMethodSymbol method
            && TaskMustBeSentByItsProxyAnalyzer.Starts(method);
    }

    private static AwaitExpressionSyntax Send(InvocationExpressionSyntax call, IInvocationOperation operation, string proxy)
    {
        // An element of params belongs to no argument of its own: it travels.
        var travelling = call.ArgumentList.Arguments.Where(syntax =>
            operation.Arguments.FirstOrDefault(one => one.Syntax == syntax)?.Parameter is not { } parameter
            || TaskParameterRoles.Of(parameter) == TaskParameterRole.Argument).ToList();
        var arguments = travelling.Count == call.ArgumentList.Arguments.Count
            ? call.ArgumentList
            : SyntaxFactory.ArgumentList(SyntaxFactory.SeparatedList(
                travelling.Select(static one => one.WithoutTrivia()),
                Enumerable.Repeat(SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.Space), Math.Max(0, travelling.Count - 1))));
        return SyntaxFactory.AwaitExpression(
            SyntaxFactory.Token(SyntaxKind.AwaitKeyword).WithTrailingTrivia(SyntaxFactory.Space),
            SyntaxFactory.InvocationExpression(SyntaxFactory.ParseExpression(proxy + ".Delay"), arguments.WithoutTrailingTrivia()));
    }
}
