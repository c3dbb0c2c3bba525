using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TypedTasks.CodeFixes;

/// <summary>Takes an attribute off, and its brackets where it was alone in them; comments and indentation stay.</summary>
internal static class AttributeRemoval
{
    public static SyntaxNode From(SyntaxNode root, AttributeSyntax attribute)
    {
        var list = (AttributeListSyntax)attribute.Parent!;
        if (list.Attributes.Count > 1)
        {
            return root.RemoveNode(attribute, SyntaxRemoveOptions.KeepNoTrivia)!;
        }

        return list.Parent switch
        {
            ParameterSyntax parameter => root.ReplaceNode(parameter, Keep(parameter, parameter.WithAttributeLists(parameter.AttributeLists.Remove(list)))),
            MemberDeclarationSyntax member => root.ReplaceNode(member, Keep(member, member.WithAttributeLists(member.AttributeLists.Remove(list)))),
            _ => root.RemoveNode(list, SyntaxRemoveOptions.KeepExteriorTrivia)!,
        };
    }

    private static T Keep<T>(T before, T after)
        where T : SyntaxNode => after.WithLeadingTrivia(before.GetLeadingTrivia());
}
