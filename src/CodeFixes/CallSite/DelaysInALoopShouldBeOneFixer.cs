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

namespace TypedTasks.CodeFixes.CallSite;

/// <summary>Writes one <c>DelayMany</c> in place of the loop.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class DelaysInALoopShouldBeOneFixer : CodeFixProvider
{
    private const string Title = "Use DelayMany";

    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(DiagnosticIds.TT3003DelaysInALoopShouldBeOne);

    // Not the batch fixer: each may want the same using directive.
    public override FixAllProvider GetFixAllProvider() => OneAfterTheOther.With(UseDelayManyAsync);

    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (await UseDelayManyAsync(context.Document, context.Span.Start, context.CancellationToken).ConfigureAwait(false) is { } fixedDocument)
        {
            context.RegisterCodeFix(CodeAction.Create(Title, _ => Task.FromResult(fixedDocument), equivalenceKey: Title), context.Diagnostics);
        }
    }

    private static async Task<Document?> UseDelayManyAsync(Document document, int position, CancellationToken cancel)
    {
        var root = await document.GetSyntaxRootAsync(cancel).ConfigureAwait(false) as CompilationUnitSyntax;
        var model = await document.GetSemanticModelAsync(cancel).ConfigureAwait(false);
        if (root?.FindToken(position).Parent?.FirstAncestorOrSelf<ForEachStatementSyntax>() is not { } syntax
            || model is null
            || SendingTypes.From(model.Compilation) is not { } types
            || model.GetOperation(syntax, cancel) is not ILoopOperation operation
            || DelayLoop.From(operation, types) is not { } loop
            || IsCommented(syntax))
        {
            return null;
        }

        var bulk = Bulk(syntax, loop, types, model);
        if (bulk is null)
        {
            return null;
        }

        var statement = SyntaxFactory.ParseStatement($"await {bulk};").WithTriviaFrom(syntax);
        var changed = root.ReplaceNode(syntax, statement);
        return document.WithSyntaxRoot(NeedsLinq(model, position) ? WithLinq(changed) : changed);
    }

    /// <summary>The loop as one expression.</summary>
    private static string? Bulk(ForEachStatementSyntax syntax, DelayLoop loop, SendingTypes types, SemanticModel model)
    {
        var sending = loop.Sending;
        string target, each;
        if (types.IsProxy(sending.Instance?.Type))
        {
            if (Arguments(loop, model, syntax.SpanStart) is not { } arguments)
            {
                return null;
            }

            (target, each) = (sending.Instance!.Syntax.ToString(), arguments);
        }
        else if (types.IsCall(sending.Instance?.Type))
        {
            var client = model.Compilation.GetTypeByMetadataName("TypedTasks.TaskClient")!.ToMinimalDisplayString(model, syntax.SpanStart);
            (target, each) = (client + ".Current", sending.Instance!.Syntax.ToString());
        }
        else if (sending.Instance is { } client && sending.Arguments.FirstOrDefault(one => types.IsCall(one.Value.Type)) is { } call)
        {
            (target, each) = (client.Syntax.ToString(), call.Value.Syntax.ToString());
        }
        else
        {
            return null;
        }

        var element = syntax.Identifier.Text;
        var collection = Receiver(syntax.Expression);
        var sequence = each == element ? syntax.Expression.ToString() : $"{collection}.Select({element} => {each})";
        var token = loop.Token is null ? "" : ", " + loop.Token.Syntax;
        var configured = loop.IsConfigured && sending.Syntax.Parent is MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax { ArgumentList: var how } } access
            ? "." + access.Name + how
            : "";
        return $"{target}.DelayMany({sequence}{token}){configured}";
    }

    /// <summary>The arguments as the record of the proxy: its parameters are the method's, in their order, with large initials.</summary>
    private static string? Arguments(DelayLoop loop, SemanticModel model, int position)
    {
        var proxy = loop.Sending.Instance!.Type!;
        var definition = proxy.BaseType;
        while (definition is not null and not { Arity: 2 })
        {
            definition = definition.BaseType;
        }

        if (definition?.TypeArguments[0] is not INamedTypeSymbol record
            || record.InstanceConstructors.FirstOrDefault(static one => one.Parameters.Length > 0 && !SymbolEqualityComparer.Default.Equals(one.Parameters[0].Type, one.ContainingType)) is not { } constructor
            || loop.Sending.Syntax is not InvocationExpressionSyntax { ArgumentList.Arguments: var written })
        {
            return null;
        }

        var arguments = written.Where(one => loop.Token is null || !one.Span.Contains(loop.Token.Syntax.Span)).Select(one =>
        {
            var parameter = one.NameColon is null ? null : loop.Sending.TargetMethod.Parameters.FirstOrDefault(named => named.Name == one.NameColon.Name.Identifier.ValueText);
            return parameter is null ? one.ToString() : $"{constructor.Parameters[parameter.Ordinal].Name}: {one.Expression}";
        });
        return $"new {record.ToMinimalDisplayString(model, position)}({string.Join(", ", arguments)})";
    }

    private static string Receiver(ExpressionSyntax collection) =>
        collection is IdentifierNameSyntax or MemberAccessExpressionSyntax or InvocationExpressionSyntax or ElementAccessExpressionSyntax or ParenthesizedExpressionSyntax or ThisExpressionSyntax
            or LiteralExpressionSyntax or ArrayCreationExpressionSyntax or ImplicitArrayCreationExpressionSyntax
            ? collection.ToString()
            : $"({collection})";

    private static bool IsCommented(ForEachStatementSyntax loop)
    {
        var around = loop.GetLeadingTrivia().Concat(loop.GetTrailingTrivia()).ToList();
        return loop.DescendantTrivia().Any(trivia => !trivia.IsKind(SyntaxKind.WhitespaceTrivia) && !trivia.IsKind(SyntaxKind.EndOfLineTrivia) && !around.Contains(trivia));
    }

    private static bool NeedsLinq(SemanticModel model, int position) =>
        !model.LookupNamespacesAndTypes(position, name: "Enumerable").Any(static one => one.ContainingNamespace?.ToDisplayString() == "System.Linq");

    private static CompilationUnitSyntax WithLinq(CompilationUnitSyntax unit)
    {
        var linq = SyntaxFactory.UsingDirective(SyntaxFactory.ParseName("System.Linq")).NormalizeWhitespace().WithTrailingTrivia(SyntaxFactory.ElasticCarriageReturnLineFeed);
        return unit.AddUsings(linq);
    }
}
