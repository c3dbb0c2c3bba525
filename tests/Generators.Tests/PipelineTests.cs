using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using TypedTasks.Generators.Tests.Harness;
using Project = TypedTasks.Generators.Tests.Harness.Project;

namespace TypedTasks.Generators.Tests;

/// <summary>What the incremental pipeline redoes, and what it keeps. That unrelated edits redo nothing, every run asserts by itself.</summary>
public class PipelineTests
{
    private const string Two = """
        using TypedTasks;
        namespace Shop;
        public record Order(int Id);
        public static partial class Host { [Task] public static void Run(Order order) { } [Task] public static void Walk(int n) { } }
        """;

    [Fact]
    public void AnotherSignatureWritesItsOwnFilesAgainAndNoOthers()
    {
        Project project = new() { Sources = [Two] };
        CSharpCompilation compilation = project.Compile();
        SyntaxTree tree = compilation.SyntaxTrees[^1];
        SyntaxTree edited = CSharpSyntaxTree.ParseText(Two.Replace("int n", "long n", StringComparison.Ordinal), project.Parsing, tree.FilePath, System.Text.Encoding.UTF8);
        GeneratorRunResult result = project.Driver().RunGenerators(compilation).RunGenerators(compilation.ReplaceSyntaxTree(tree, edited)).GetRunResult().Results.Single();
        Assert.Equal(1, Redone(result, TrackingNames.TaskFiles));
        Assert.Equal(0, Redone(result, TrackingNames.PayloadFiles));
        Assert.Equal(0, Redone(result, TrackingNames.Table));
        Assert.Equal(0, Redone(result, TrackingNames.Registration));
    }

    [Fact]
    public void AnotherRegistrationNameIsHeard()
    {
        Project project = new() { Sources = [Two] };
        Run before = Run.Of(project);
        Run after = Run.Of(project with { RegistrationName = "Store" });
        Assert.Contains("AddShopTasks(", before["_TaskRegistration.g.cs"], StringComparison.Ordinal);
        Assert.Contains("AddStoreTasks(", after["_TaskRegistration.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void ABodyInAReferencedProjectRedoesNothing()
    {
        CSharpCompilation Library(string body) => new Project
        {
            Name = "Library",
            Sources = [$"namespace Lib; public record Item(int Id) {{ public int Twice() => {body}; }}"],
        }.Compile();
        Project project = new() { Sources = ["using TypedTasks; namespace Shop; public static partial class Host { [Task] public static void Run(Lib.Item item) { } }"] };
        CSharpCompilation first = project.Compile().AddReferences(Library("Id * 2").ToMetadataReference());
        CSharpCompilation second = first.ReplaceReference(first.References.Last(), Library("Id + Id").ToMetadataReference());
        ModelLaws.AssertCached("a body in a referenced project", project.Driver().RunGenerators(first).RunGenerators(second).GetRunResult());
    }

    [Fact]
    public void NoCompilationIsKeptAlive()
    {
        Project project = new() { Sources = [Two] };
        (GeneratorDriver driver, WeakReference compilation) = RunTwice(project);
        for (int i = 0; i < 10 && compilation.IsAlive; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.False(compilation.IsAlive, "The driver's state holds on to an older compilation.");
        GC.KeepAlive(driver);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (GeneratorDriver Driver, WeakReference First) RunTwice(Project project)
    {
        CSharpCompilation first = project.Compile();
        GeneratorDriver driver = project.Driver().RunGenerators(first).RunGenerators(project.Compile());
        return (driver, new WeakReference(first));
    }

    private static int Redone(GeneratorRunResult result, string step) => result.TrackedSteps[step]
        .SelectMany(static one => one.Outputs)
        .Count(static one => one.Reason is IncrementalStepRunReason.Modified or IncrementalStepRunReason.New);
}
