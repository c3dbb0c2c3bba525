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

/// <summary>Writes <c>Proxy = "..."</c> with the first name that is free. The name on the wire stays.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class ProxyNameMustBeFreeFixer : CodeFixProvider
{
    private const string Title = "Choose another Proxy";

    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(DiagnosticIds.TT0007ProxyNameMustBeFree);

    // Of two tasks that claim one name, renaming the first frees the second.
    public override FixAllProvider GetFixAllProvider() => OneAfterTheOther.With(static async (document, position, cancel) =>
        (await Renaming.PlanAsync(document, position, cancel).ConfigureAwait(false))?.Apply());

    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (await Renaming.PlanAsync(context.Document, context.Span.Start, context.CancellationToken).ConfigureAwait(false) is { } renaming)
        {
            context.RegisterCodeFix(
                CodeAction.Create($"Set Proxy to \"{renaming.Proxy}\"", _ => Task.FromResult(renaming.Apply()), equivalenceKey: Title),
                context.Diagnostics);
        }
    }

    /// <summary>What the fix would do; there is none where it cannot help.</summary>
    private sealed record Renaming(Document Document, SyntaxNode Root, AttributeSyntax Attribute, string Proxy)
    {
        private const string Option = nameof(TaskOptions.Proxy);

        public static async Task<Renaming?> PlanAsync(Document document, int position, CancellationToken cancel)
        {
            var root = await document.GetSyntaxRootAsync(cancel).ConfigureAwait(false);
            var model = await document.GetSemanticModelAsync(cancel).ConfigureAwait(false);
            if (root is null
                || model is null
                || root.FindToken(position).Parent?.FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { } declaration
                || model.GetDeclaredSymbol(declaration, cancel) is not { } method
                || KnownTypes.TaskAttributeOf(method)?.ApplicationSyntaxReference is not { } reference
                || reference.SyntaxTree != root.SyntaxTree
                || SharesItsWireName(method)
                || !NameClashRules.Check(method, model.Compilation, cancel).Any())
            {
                return null;
            }

            var proxy = Candidates(TaskNaming.ShortNameOf(method))
                .First(name => TaskNaming.GeneratedNamesOf(name).All(one => NameClashRules.Clash(method, one, model.Compilation) is null));
            return new Renaming(document, root, (AttributeSyntax)reference.GetSyntax(cancel), proxy);
        }

        public Document Apply()
        {
            var value = SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal(Proxy));
            var list = Attribute.ArgumentList ?? SyntaxFactory.AttributeArgumentList();
            var old = list.Arguments.FirstOrDefault(static argument => argument.NameEquals?.Name.Identifier.ValueText == Option);
            var changed = old is null
                ? list.AddArguments(SyntaxFactory.AttributeArgument(SyntaxFactory.NameEquals(Option), null, value).NormalizeWhitespace())
                : list.ReplaceNode(old.Expression, value.WithTriviaFrom(old.Expression));
            return Document.WithSyntaxRoot(Root.ReplaceNode(Attribute, Attribute.WithArgumentList(changed)));
        }

        /// <summary>Overloads of one wire name stay wrong whatever their proxies are called.</summary>
        private static bool SharesItsWireName(IMethodSymbol method) => method.ContainingType.GetMembers().OfType<IMethodSymbol>().Any(other =>
            !SymbolEqualityComparer.Default.Equals(other, method)
            && KnownTypes.IsTask(other)
            && TaskNaming.WireNameOf(other) == TaskNaming.WireNameOf(method));

        private static IEnumerable<string> Candidates(string method)
        {
            yield return method + "Proxy";
            for (var number = 2; ; number++)
            {
                yield return $"{method}Proxy{number}";
            }
        }
    }
}
