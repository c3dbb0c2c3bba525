using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Simplification;
using TypedTasks.Analyzers;
using TypedTasks.Analyzers.TaskBody;

namespace TypedTasks.CodeFixes.TaskBody;

/// <summary>Awaits what was waited for.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class TaskMustNotBlockFixer : CodeFixProvider
{
    private const string Title = "Await instead of blocking";
    private const string TaskType = "global::" + Tasks.Task;

    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(DiagnosticIds.TT4001TaskMustNotBlock);

    public override FixAllProvider GetFixAllProvider() => EditFix.All(Plan);

    public override Task RegisterCodeFixesAsync(CodeFixContext context) => EditFix.RegisterAsync(context, Title, Plan);

    private static Action<SyntaxEditor>? Plan(SyntaxNode root, SemanticModel model, Diagnostic diagnostic, CancellationToken cancel)
    {
        // Behind ?. there may be nothing to await, also where the chain goes on.
        if (root.FindNode(diagnostic.Location.SourceSpan).Parent is not MemberAccessExpressionSyntax access)
        {
            return null;
        }

        ExpressionSyntax blocking = access.Parent is InvocationExpressionSyntax call ? call : access;
        if (ConditionalChain.HasRest(blocking)
            || BlockingCall.Of(model.GetOperation(blocking, cancel)) is not { } found
            || Replacement(found, model.GetOperation(blocking, cancel) as IInvocationOperation, TokenAtHand.At(blocking, model, cancel)) is not { } replace
            || Awaiting.At(blocking, model, cancel) is not { } allowAwait)
        {
            return null;
        }

        return editor =>
        {
            editor.ReplaceNode(blocking, (current, _) => Awaiting.Await(blocking, replace((ExpressionSyntax)current)).WithTriviaFrom(current));
            allowAwait(editor);
        };
    }

    /// <summary>What is awaited instead, or null where the outcome of waiting is something that awaiting does not tell.</summary>
    private static Func<ExpressionSyntax, ExpressionSyntax>? Replacement(BlockingCall blocking, IInvocationOperation? call, string? token)
    {
        var parameters = call?.TargetMethod.Parameters.Length ?? 0;
        var isDropped = call?.Parent is IExpressionStatementOperation;
        return blocking.Kind switch
        {
            BlockingKind.Sleep => current => WithToken(Renamed((InvocationExpressionSyntax)current, TaskType, "Delay"), token),
            BlockingKind.WaitForTask when parameters == 0 => static current => Receiver(current),
            BlockingKind.WaitForAwaiter => static current => Receiver(Receiver(current)),
            BlockingKind.WaitForAll when parameters == 1 => static current => Renamed((InvocationExpressionSyntax)current, null, "WhenAll"),
            BlockingKind.WaitForAny when parameters == 1 && isDropped => static current => Renamed((InvocationExpressionSyntax)current, null, "WhenAny"),
            BlockingKind.WaitForSemaphore => current =>
                WithToken(Renamed((InvocationExpressionSyntax)current, null, "WaitAsync"), HasToken(call!) ? null : token),
            _ => null,
        };
    }

    private static ExpressionSyntax Receiver(ExpressionSyntax expression) => expression switch
    {
        InvocationExpressionSyntax call => Receiver(call.Expression),
        MemberAccessExpressionSyntax access => access.Expression,
        _ => expression,
    };

    private static InvocationExpressionSyntax Renamed(InvocationExpressionSyntax call, string? typeName, string method)
    {
        var access = (MemberAccessExpressionSyntax)call.Expression;
        access = access.WithName(SyntaxFactory.IdentifierName(method));
        return call.WithExpression(typeName is null
            ? access
            : access.WithExpression(SyntaxFactory.ParseExpression(typeName).WithAdditionalAnnotations(Simplifier.Annotation)));
    }

    private static InvocationExpressionSyntax WithToken(InvocationExpressionSyntax call, string? token) =>
        token is null ? call : call.AddArgumentListArguments(SyntaxFactory.Argument(SyntaxFactory.ParseExpression(token)));

    private static bool HasToken(IInvocationOperation call) =>
        call.TargetMethod.Parameters.Any(static parameter => parameter.Type.Name == "CancellationToken");
}
