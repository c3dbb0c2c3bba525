using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using TypedTasks.Analyzers;
using TypedTasks.Roslyn;

namespace TypedTasks.CodeFixes.TaskBody;

/// <summary>Asks the TimeProvider that the task or its class has already.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class ClockShouldBeATimeProviderFixer : CodeFixProvider
{
    private const string Title = "Ask the TimeProvider";

    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(DiagnosticIds.TT4008ClockShouldBeATimeProvider);

    public override FixAllProvider GetFixAllProvider() => EditFix.All(Plan);

    public override Task RegisterCodeFixesAsync(CodeFixContext context) => EditFix.RegisterAsync(context, Title, Plan);

    private static Action<SyntaxEditor>? Plan(SyntaxNode root, SemanticModel model, Diagnostic diagnostic, CancellationToken cancel)
    {
        if (root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) is not ExpressionSyntax read
            || model.GetSymbolInfo(read, cancel).Symbol is not IPropertySymbol property
            || ClockAt(read, model, cancel) is not { } clock)
        {
            return null;
        }

        var isDateTime = property.ContainingType.SpecialType == SpecialType.System_DateTime;
        var now = property.Name switch
        {
            "UtcNow" => $"{clock}.GetUtcNow(){(isDateTime ? ".UtcDateTime" : "")}",
            "Now" => $"{clock}.GetLocalNow(){(isDateTime ? ".LocalDateTime" : "")}",
            _ => $"{clock}.GetLocalNow().LocalDateTime.Date",
        };
        return editor => editor.ReplaceNode(read, (current, _) => SyntaxFactory.ParseExpression(now).WithTriviaFrom(current));
    }

    /// <summary>A parameter, field or property of the type in scope, which a static task cannot have of its instance.</summary>
    private static string? ClockAt(ExpressionSyntax read, SemanticModel model, CancellationToken cancel)
    {
        var isStatic = read.FirstAncestorOrSelf<MethodDeclarationSyntax>() is { } method && method.Modifiers.Any(SyntaxKind.StaticKeyword);
        return model.LookupSymbols(read.SpanStart)
            .Where(symbol => symbol switch
            {
                IParameterSymbol { ContainingSymbol: IMethodSymbol owner } parameter => IsClock(parameter.Type) && !(isStatic && owner.MethodKind == MethodKind.Constructor),
                IFieldSymbol field => IsClock(field.Type) && (field.IsStatic || !isStatic),
                IPropertySymbol property => IsClock(property.Type) && (property.IsStatic || !isStatic),
                ILocalSymbol local => IsClock(local.Type) && local.Locations[0].SourceSpan.Start < read.SpanStart,
                _ => false,
            })
            .OrderBy(static symbol => symbol.Kind == SymbolKind.Parameter ? 0 : 1)
            .ThenBy(static symbol => symbol.Name, StringComparer.Ordinal)
            .FirstOrDefault()?.Name;
    }

    private static bool IsClock(ITypeSymbol type) => type.Is("System.TimeProvider");
}
