using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TypedTasks.Generators.Tests.Harness;

/// <summary>Edits that change nothing for the generator.</summary>
internal static class UnrelatedEdits
{
    public static IEnumerable<(string Edit, CSharpCompilation Edited)> Of(CSharpCompilation compilation)
    {
        SyntaxTree last = compilation.SyntaxTrees[^1];
        yield return ("a comment in a task's file", compilation.ReplaceSyntaxTree(last, Parse(last, last + "\n// Changed.\n")));
        yield return ("a new file", compilation.AddSyntaxTrees(Parse(last, "internal class Unrelated;", "Unrelated.cs")));
        yield return ("a body in a referenced project", compilation.ReplaceReference(Project.Neighbour, Project.EditedNeighbour));
        if (last.GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>().FirstOrDefault(static one => one.Body is not null) is { Body: { } body })
        {
            BlockSyntax changed = body.WithStatements(body.Statements.Insert(0, SyntaxFactory.ParseStatement("if (1 < 2) { }\n")));
            yield return ("a body", compilation.ReplaceSyntaxTree(last, last.WithRootAndOptions(last.GetRoot().ReplaceNode(body, changed), last.Options)));
        }
    }

    private static SyntaxTree Parse(SyntaxTree like, string text, string? path = null) =>
        CSharpSyntaxTree.ParseText(text, (CSharpParseOptions)like.Options, path ?? like.FilePath, System.Text.Encoding.UTF8);
}
