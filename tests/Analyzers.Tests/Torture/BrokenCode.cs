using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace TypedTasks.Analyzers.Tests.Torture;

/// <summary>Code as it is while somebody types: a word is missing, is there twice, or stands at the wrong place.</summary>
internal static class BrokenCode
{
    private const int MostMistakes = 4;

    /// <param name="source">A whole file.</param>
    /// <param name="dice">Decides; a seed gives the same mistakes again.</param>
    public static string Break(string source, Random dice)
    {
        var tokens = CSharpSyntaxTree.ParseText(source, new CSharpParseOptions(LanguageVersion.Latest)).GetRoot().DescendantTokens().ToList();
        var mistakes = Enumerable.Range(0, dice.Next(1, MostMistakes + 1)).Select(_ => dice.Next(tokens.Count)).ToHashSet();
        var text = new StringBuilder(source.Length);
        for (var i = 0; i < tokens.Count; i++)
        {
            text.Append(mistakes.Contains(i) ? Wrong(tokens, i, dice) : tokens[i].ToFullString());
        }

        return text.ToString();
    }

    private static string Wrong(List<SyntaxToken> tokens, int index, Random dice) => dice.Next(8) switch
    {
        0 => $"{tokens[index].ToFullString()} {tokens[index].ToFullString()}",
        1 => tokens[dice.Next(tokens.Count)].ToFullString(),
        2 => $"{tokens[index].ToFullString()} {tokens[dice.Next(tokens.Count)].ToFullString()}",
        _ => $"{tokens[index].LeadingTrivia.ToFullString()} {tokens[index].TrailingTrivia.ToFullString()}",
    };
}
