using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace TypedTasks.Analyzers.Tests.Torture;

/// <summary>Makes tasks of methods that never meant to be: the rules of bodies and payloads meet code that nobody wrote for them.</summary>
internal static class PlantedTasks
{
    /// <param name="source">A whole file.</param>
    /// <param name="dice">Decides; a seed gives the same tasks again.</param>
    /// <param name="oneIn">Of how many methods one becomes a task.</param>
    public static string Plant(string source, Random dice, int oneIn)
    {
        var text = SourceText.From(source);
        var root = CSharpSyntaxTree.ParseText(text, new CSharpParseOptions(LanguageVersion.Latest)).GetRoot();
        var planted = root.DescendantNodes().OfType<MethodDeclarationSyntax>()
            .Where(method => method is { ExplicitInterfaceSpecifier: null, IsMissing: false } && dice.Next(oneIn) == 0)
            .ToList();

        // A task that is private, or in a closed type, would be refused before anything else about it was looked at.
        var opened = planted.SelectMany(method => method.Ancestors().OfType<TypeDeclarationSyntax>()).Distinct()
            .Where(type => !type.Modifiers.Any(SyntaxKind.PartialKeyword) && type.Keyword.Span.Length > 0)
            .Select(type => new TextChange(new TextSpan(type.Keyword.SpanStart, 0), "partial "));
        var shown = planted.SelectMany(method => method.Modifiers.Where(word => word.IsKind(SyntaxKind.PrivateKeyword)))
            .Select(word => new TextChange(word.Span, "internal"));
        var tasks = planted.Select(method => new TextChange(new TextSpan(method.SpanStart, 0), "[global::TypedTasks.Task] "));
        return text.WithChanges(opened.Concat(shown).Concat(tasks).OrderBy(change => change.Span.Start)).ToString();
    }
}
