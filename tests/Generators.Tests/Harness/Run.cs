using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;

namespace TypedTasks.Generators.Tests.Harness;

/// <summary>One run of the generator over a project, with everything asserted that must hold for every run.</summary>
internal sealed class Run
{
    private Run(Compilation output, GeneratorDriverRunResult result)
    {
        Output = output;
        Result = result;
    }

    /// <summary>The project with what was generated.</summary>
    public Compilation Output { get; }

    public GeneratorDriverRunResult Result { get; }

    /// <summary>File name to text, in order.</summary>
    public SortedDictionary<string, string> Files { get; } = new(StringComparer.Ordinal);

    public string this[string file] => Files[file];

    /// <summary>Runs the generator and asserts the laws: no warning, equal models, no Roslyn object, everything cached, any order.</summary>
    public static Run Of(Project project)
    {
        CSharpCompilation compilation = project.Compile();
        Run run = Generate(project, compilation, out GeneratorDriver driver);
        run.AssertNoWarnings(project);
        ModelLaws.AssertNoRoslynInside(run.Result);
        ModelLaws.AssertEqualForEqualInput(run, Generate(project, project.Compile(), out _));
        ModelLaws.AssertSameInAnyOrder(run, Generate(project, project.Compile(reversed: true), out _));
        foreach ((string edit, CSharpCompilation edited) in UnrelatedEdits.Of(compilation))
        {
            ModelLaws.AssertCached(edit, driver.RunGenerators(edited).GetRunResult());
        }

        return run;
    }

    public static Run Of(string source) => Of(new Project { Sources = [source] });

    /// <summary>Loads the project's assembly and returns its module.</summary>
    public Dispatch.TaskModule Module()
    {
        using var stream = new MemoryStream();
        EmitResult emitted = Output.Emit(stream);
        Assert.True(emitted.Success, string.Join('\n', emitted.Diagnostics));
        Assembly assembly = Assembly.Load(stream.ToArray());
        Type module = assembly.GetCustomAttribute<Dispatch.TaskModuleAttribute>()!.Module;
        return (Dispatch.TaskModule)module.GetProperty("Instance")!.GetValue(null)!;
    }

    /// <summary>The reasons why methods were skipped.</summary>
    public string[] Skipped() => [.. Module().Skipped.Select(static one => $"{one.Method}: {one.Reason}")];

    private static Run Generate(Project project, CSharpCompilation compilation, out GeneratorDriver driver)
    {
        driver = project.Driver().RunGeneratorsAndUpdateCompilation(compilation, out Compilation output, out ImmutableArray<Diagnostic> diagnostics);
        Assert.Empty(diagnostics);
        GeneratorDriverRunResult result = driver.GetRunResult();
        Assert.All(result.Results, static one => Assert.Null(one.Exception));
        var run = new Run(output, result);
        foreach (GeneratedSourceResult file in result.Results.SelectMany(static one => one.GeneratedSources))
        {
            run.Files.Add(file.HintName, file.SourceText.ToString());
        }

        return run;
    }

    private void AssertNoWarnings(Project project)
    {
        // Generated files silence every warning for the user's sake; here only those about the user's own choices are.
        Compilation strict = Output;
        foreach (SyntaxTree tree in Output.SyntaxTrees.Where(static one => one.FilePath.EndsWith(".g.cs", StringComparison.Ordinal)))
        {
            string loud = tree.ToString().Replace("#pragma warning disable", "#pragma warning disable CS0612, CS0618, CS0809, CS3001, CS3002, CS3003, CS3009, TTX01", StringComparison.Ordinal);
            strict = strict.ReplaceSyntaxTree(tree, CSharpSyntaxTree.ParseText(loud, (CSharpParseOptions)tree.Options, tree.FilePath, System.Text.Encoding.UTF8));
        }

        Assert.Empty(Output.GetDiagnostics().Where(static one => one.Severity == DiagnosticSeverity.Warning && one.Location.SourceTree?.FilePath.EndsWith(".g.cs", StringComparison.Ordinal) == true));
        IEnumerable<Diagnostic> found = strict.GetDiagnostics().Where(one =>
            one.Severity == DiagnosticSeverity.Error
                ? !project.ExpectedErrors.Contains(one.Id)
                : one.Severity == DiagnosticSeverity.Warning && one.Location.SourceTree is { } tree && tree.FilePath.EndsWith(".g.cs", StringComparison.Ordinal));
        string text = string.Join('\n', found.Select(static one => $"{one}\n{one.Location.SourceTree}"));
        Assert.True(text.Length == 0, text);
    }
}
