using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TypedTasks.CodeFixes;

/// <summary>The text of an option of <c>[Task]</c>, where it stands there as a literal.</summary>
internal static class OptionText
{
    /// <summary>The document with another text in the option at a position, or null where it is no literal or nothing better is known.</summary>
    /// <param name="document">The document.</param>
    /// <param name="position">A place inside the option.</param>
    /// <param name="better">Gives the better text of an option's text, by the option's name; null for none.</param>
    /// <param name="cancel">Stops it.</param>
    public static async Task<Document?> ReplaceAsync(Document document, int position, Func<string, string, string?> better, CancellationToken cancel)
    {
        var root = await document.GetSyntaxRootAsync(cancel).ConfigureAwait(false);
        return root?.FindToken(position).Parent?.FirstAncestorOrSelf<AttributeArgumentSyntax>() is
        { NameEquals.Name.Identifier.ValueText: var option, Expression: LiteralExpressionSyntax { Token.Value: string text } literal }
            && better(option, text) is { } other
                ? document.WithSyntaxRoot(root.ReplaceNode(
                    literal, SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal(other)).WithTriviaFrom(literal)))
                : null;
    }

    /// <summary>A name with one hyphen for each run of what is not allowed, none at its ends; null where nothing remains.</summary>
    public static string? Hyphenate(string name, Func<char, bool> allowed)
    {
        var text = new StringBuilder(name.Length);
        foreach (var c in name)
        {
            if (allowed(c))
            {
                text.Append(c);
            }
            else if (text.Length > 0 && text[text.Length - 1] != '-')
            {
                text.Append('-');
            }
        }

        var hyphenated = text.ToString().TrimEnd('-');
        return hyphenated.Length > 0 ? hyphenated : null;
    }
}
