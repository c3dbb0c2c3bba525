using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace TypedTasks.Bench.Generator;

/// <summary>A compilation with a number of tasks, and its edits. Nothing is shared between two of them but the references.</summary>
internal sealed class SampleProject
{
    public static readonly CSharpParseOptions Parsing = new(LanguageVersion.CSharp12, DocumentationMode.Parse);

    private static readonly ImmutableArray<MetadataReference> Platform =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(static one => !Path.GetFileName(one).StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal)
                && Path.GetFileName(one) is not ("TypedTasks.Generators.dll" or "TypedTasks.Analyzers.dll" or "TypedTasks.Bench.Generator.dll"))
            .Select(static one => MetadataReference.CreateFromFile(one)),
    ];

    private readonly MetadataReference library;
    private readonly SyntaxTree edited;

    public SampleProject(int tasks)
    {
        Tasks = tasks;
        library = Library("Weight * 2");
        var trees = new List<SyntaxTree> { Parse("Usings.cs", SampleSource.Usings), Parse("Model.cs", SampleSource.Shared) };
        for (int file = 0; file < tasks / SampleSource.TasksAFile; file++)
        {
            trees.Add(Parse($"Tasks{file}.cs", SampleSource.Tasks(file)));
            trees.Add(Parse($"Senders{file}.cs", SampleSource.Senders(file)));
        }

        edited = trees[2 + (tasks / SampleSource.TasksAFile / 2 * 2)];
        Compilation = CSharpCompilation.Create(
            "Shop",
            trees,
            [.. Platform, library],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
    }

    public int Tasks { get; }

    public CSharpCompilation Compilation { get; }

    /// <summary>The project after an edit; each turn edits differently, so that nothing of the last one serves.</summary>
    public CSharpCompilation After(Edit edit, int turn) => edit switch
    {
        Edit.Comment => Replace(edited + $"\n// {turn}\n"),
        Edit.Body => Replace(Changed("string subject = ", $"int turn = {turn}; if (turn < 0) {{ orderId++; }} string subject = ")),
        Edit.NewFile => Compilation.AddSyntaxTrees(Parse("New.cs", $"namespace Shop; internal static class New {{ public const int Turn = {turn}; }}")),
        Edit.ReferencedBody => Compilation.ReplaceReference(library, Library($"Weight + Weight + {turn}")),
        Edit.Signature => Replace(Changed("string locale = \"en\"", $"string locale = \"en\", int turn{turn} = {turn}")),
        _ => throw new ArgumentOutOfRangeException(nameof(edit)),
    };

    private static SyntaxTree Parse(string path, string text) => CSharpSyntaxTree.ParseText(text, Parsing, path, Encoding.UTF8);

    private static CompilationReference Library(string body) => CSharpCompilation.Create(
        "Catalog",
        [Parse("Item.cs", SampleSource.Library(body))],
        Platform,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable)).ToMetadataReference();

    private CSharpCompilation Replace(string text) => Compilation.ReplaceSyntaxTree(edited, Parse(edited.FilePath, text));

    private string Changed(string old, string changed)
    {
        string text = edited.ToString();
        int at = text.IndexOf(old, StringComparison.Ordinal);
        return at < 0 ? throw new InvalidOperationException($"The sample has no '{old}'.") : text[..at] + changed + text[(at + old.Length)..];
    }
}
