using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Operations;
using TypedTasks.Analyzers;
using TypedTasks.Analyzers.CallSite;
using TypedTasks.Analyzers.TaskBody;
using TypedTasks.Roslyn;

namespace TypedTasks.CodeFixes.TaskBody;

/// <summary>Adds a token to the parameters of a task and passes it on.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class TaskShouldTakeATokenFixer : CodeFixProvider
{
    private const string Title = "Take a token and pass it on";
    private const string Name = "cancellationToken";

    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(DiagnosticIds.TT4005TaskShouldTakeAToken);

    public override FixAllProvider GetFixAllProvider() => EditFix.All(Plan);

    public override Task RegisterCodeFixesAsync(CodeFixContext context) => EditFix.RegisterAsync(context, Title, Plan);

    private static Action<SyntaxEditor>? Plan(SyntaxNode root, SemanticModel model, Diagnostic diagnostic, CancellationToken cancel)
    {
        if (root.FindToken(diagnostic.Location.SourceSpan.Start).Parent is not MethodDeclarationSyntax method
            || model.GetDeclaredSymbol(method, cancel) is not { } task
            || TaskBodies.HasFixedSignature(task)
            || task.Parameters.Any(static one => one.IsParams)
            || HasATwinWithAToken(task)
            || method.DescendantTokens().Any(static token => token.IsKind(SyntaxKind.IdentifierToken) && token.ValueText == Name)
            || model.Compilation.GetTypeByMetadataName("System.Threading.CancellationToken") is not { } type)
        {
            return null;
        }

        var forwarded = Forwarded(method, task, model, cancel);
        return editor =>
        {
            foreach (var (call, missing, token) in forwarded)
            {
                editor.ReplaceNode(call, (current, _) => TokenArgument.AddTo((InvocationExpressionSyntax)current, missing, token));
            }

            var parameter = (ParameterSyntax)editor.Generator.ParameterDeclaration(
                Name,
                editor.Generator.TypeExpression(type, addImport: true),
                SyntaxFactory.LiteralExpression(SyntaxKind.DefaultLiteralExpression));
            editor.ReplaceNode(method, (current, _) => ((MethodDeclarationSyntax)current).AddParameterListParameters(parameter));
        };
    }

    private static List<(InvocationExpressionSyntax Call, MissingToken Missing, string Token)> Forwarded(
        MethodDeclarationSyntax method, IMethodSymbol task, SemanticModel model, CancellationToken cancel)
    {
        var senders = SendingTypes.From(model.Compilation);
        var forwarded = new List<(InvocationExpressionSyntax, MissingToken, string)>();
        foreach (var call in method.DescendantNodes().OfType<InvocationExpressionSyntax>())
        {
            if (model.GetOperation(call, cancel) is IInvocationOperation operation
                && TokenForwarding.Missing(operation, task, model.Compilation, senders) is { } missing)
            {
                if (TokenAtHand.At(call, model, cancel) is { } inner)
                {
                    forwarded.Add((call, missing, inner));
                }
                else if (!call.Ancestors().TakeWhile(outer => outer != method).Any(IsStatic))
                {
                    forwarded.Add((call, missing, Name));
                }
            }
        }

        return forwarded;
    }

    /// <summary>Whether the overload that the fix would make is there.</summary>
    private static bool HasATwinWithAToken(IMethodSymbol task) => task.ContainingType.GetMembers(task.Name).OfType<IMethodSymbol>().Any(one =>
        one.Arity == task.Arity
        && one.Parameters.Length == task.Parameters.Length + 1
        && one.Parameters[^1].Type.Is("System.Threading.CancellationToken")
        && one.Parameters.Zip(task.Parameters, static (its, ours) => TypesButTupleNames.Comparer.Equals(its.Type, ours.Type)).All(static same => same));

    private static bool IsStatic(SyntaxNode outer) => outer switch
    {
        AnonymousFunctionExpressionSyntax function => function.Modifiers.Any(SyntaxKind.StaticKeyword),
        LocalFunctionStatementSyntax function => function.Modifiers.Any(SyntaxKind.StaticKeyword),
        _ => false,
    };
}
