using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace TypedTasks.Analyzers.Tests.Harness;

/// <summary>
/// A source may hold several projects, each behind a line <c>// Project: Name</c>: the last is the user's, the others are compiled before
/// it and referenced, behind an alias where the line ends in <c>as alias</c>.
/// </summary>
internal static partial class ReferencedProjects
{
    /// <summary>The text of the last project, every place in it where it was in the whole.</summary>
    public static string LastOf(string source)
    {
        var start = Head().Matches(source).LastOrDefault()?.Index ?? 0;
        return NoLineEnd().Replace(source[..start], " ") + source[start..];
    }

    public static IEnumerable<MetadataReference> In(string source)
    {
        var heads = Head().Matches(source);
        return heads.SkipLast(1).Select((head, index) =>
            Compile(head.Groups[1].Value, source[head.Index..heads[index + 1].Index]).WithAliases(head.Groups[2].Success ? ImmutableArray.Create(head.Groups[2].Value) : []));
    }

    private static PortableExecutableReference Compile(string name, string text)
    {
        var compilation = CSharpCompilation.Create(
            name,
            [CSharpSyntaxTree.ParseText(UserProject.ImplicitUsings, UserProject.ParseOptions), CSharpSyntaxTree.ParseText(text, UserProject.ParseOptions)],
            UserProject.References,
            UserProject.Options);
        CSharpGeneratorDriver
            .Create(Shipped.Generators.Select(generator => generator.AsSourceGenerator()), parseOptions: UserProject.ParseOptions)
            .RunGeneratorsAndUpdateCompilation(compilation, out var generated, out _);
        using var image = new MemoryStream();
        var result = generated.Emit(image);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
        return MetadataReference.CreateFromImage(image.ToArray());
    }

    [GeneratedRegex(@"^// Project: (\w+)(?: as (\w+))?$", RegexOptions.Multiline)]
    private static partial Regex Head();

    [GeneratedRegex(@"[^\n]")]
    private static partial Regex NoLineEnd();
}
