using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using TypedTasks.Generators.Tests.Harness;
using Project = TypedTasks.Generators.Tests.Harness.Project;

namespace TypedTasks.Generators.Tests;

/// <summary>An edit of another file that changes what a task means is heard: after it, the driver that ran before writes what a fresh one writes.</summary>
public class RelatedEditTests
{
    private const string TaskFile = """
        using TypedTasks;
        namespace Shop;
        public static partial class Host
        {
            [Task]
            public static void Run(Order order, Size size = Size.Large, string text = Texts.Hello) { Use(nameof(RunTask)); }
            private static void Use(string text) { }
        }
        """;

    private const string Model = """
        namespace Shop;
        public record Order(int Id, Line Line);
        public record Line(string Sku);
        public enum Size { Small, Large }
        public static class Texts { public const string Hello = "hello"; }
        """;

    [Theory]
    [InlineData("record Line(string Sku)", "record Line(string Sku, int Pieces)")]
    [InlineData("record Line(string Sku)", "class Line { public string Sku { get; set; } = \"\"; }")]
    [InlineData("record Line(string Sku)", "record Line(System.IO.Stream Sku)")]
    [InlineData("enum Size", "enum Size : byte")]
    [InlineData("\"hello\"", "\"good day\"")]
    [InlineData("record Order(int Id, Line Line)", "record Order(int Id)")]
    [InlineData("record Order(int Id, Line Line)", "record Order(int Id, Line Line) { public int Twice { get => Id * 2; set { } } }")]
    [InlineData("record Order(int Id, Line Line)", "record struct Order(int Id, Line Line)")]
    [InlineData("record Order(int Id, Line Line)", "record Order(int Id, Line Line) : Base; public record Base { public int More { get; set; } }")]
    [InlineData("public record Order", "[System.Obsolete(\"gone\", true)] public record Order")]
    [InlineData("namespace Shop;", "namespace Shop; public static partial class Host { public static int RunTask => 1; }")]
    [InlineData("namespace Shop;", "namespace Shop; public static partial class Host { [TypedTasks.Task] public static void Walk() { } }")]
    [InlineData("namespace Shop;", "namespace Shop; public class RunTask;")]
    public void IsHeard(string before, string after) => AssertHeard(Model, Changed(before, after), TaskFile, differs: true);

    [Theory]
    [InlineData("record Line(string Sku)", "record Line(string? Sku)")]
    [InlineData("Small, Large", "Small, Large = 7, Grand")]
    [InlineData("Small, Large", "Large, Small")]
    [InlineData("namespace Shop;", "#nullable disable\nnamespace Shop;")]
    [InlineData("namespace Shop;", "global using Text = string; namespace Shop;")]
    public void WithoutEffectChangesNothing(string before, string after) => AssertHeard(Model, Changed(before, after), TaskFile, differs: false);

    [Theory]
    [InlineData("public class Unrelated;", "namespace Shop { public record Thing(string Nearer); }", "namespace Shop { public static partial class Host { [TypedTasks.Task] public static void Run(Thing thing) { } } } namespace Far { } public record Thing(int Id);")]
    [InlineData("public class Unrelated;", "public static class Marks { public sealed class KeyAttribute : System.Attribute; } namespace Shop.System { public struct Guid { public int Id { get; set; } } }", "namespace Shop { public static partial class Host { [TypedTasks.Task] public static void Run(System.Guid id) { } } }")]
    [InlineData("global using Thing = int;", "global using Thing = string;", "namespace Shop { public static partial class Host { [TypedTasks.Task] public static void Run(Thing thing) { } } }")]
    public void AnotherMeaningOfANameIsHeard(string before, string after, string tasks) => AssertHeard(before, after, tasks, differs: true);

    [Fact]
    public void AMemberOfAReferencedProjectIsHeard()
    {
        CSharpCompilation Library(string members) => new Project { Name = "Library", Sources = [$"namespace Lib; public record Item({members});"] }.Compile();
        Project project = new() { Sources = ["using TypedTasks; namespace Shop; public static partial class Host { [Task] public static void Run(Lib.Item item) { } }"] };
        CSharpCompilation first = project.Compile().AddReferences(Library("int Id").ToMetadataReference());
        CSharpCompilation second = first.ReplaceReference(first.References.Last(), Library("int Id, string Name").ToMetadataReference());
        AssertSame(project.Driver().RunGenerators(first).RunGenerators(second), project.Driver().RunGenerators(Fresh(second)));
        Assert.NotEqual(Files(project.Driver().RunGenerators(Fresh(first))), Files(project.Driver().RunGenerators(Fresh(second))));
    }

    private static string Changed(string before, string after)
    {
        string changed = Model.Replace(before, after, StringComparison.Ordinal);
        Assert.NotEqual(Model, changed);
        return changed;
    }

    private static void AssertHeard(string before, string after, string tasks, bool differs)
    {
        Project project = new() { Sources = [tasks, before] };
        CSharpCompilation first = project.Compile();
        SyntaxTree other = first.SyntaxTrees[^1];
        CSharpCompilation second = first.ReplaceSyntaxTree(other, CSharpSyntaxTree.ParseText(after, project.Parsing, other.FilePath, System.Text.Encoding.UTF8));
        GeneratorDriver driver = project.Driver().RunGenerators(first);
        GeneratorDriver fresh = project.Driver().RunGenerators(Fresh(second));
        AssertSame(driver.RunGenerators(second), fresh);
        AssertSame(driver.RunGenerators(second).RunGenerators(first), project.Driver().RunGenerators(Fresh(first)));
        Assert.Equal(differs, !Files(driver).SequenceEqual(Files(fresh)));
    }

    /// <summary>The same project with nothing remembered: every file is read again.</summary>
    private static CSharpCompilation Fresh(CSharpCompilation like) => like.RemoveAllSyntaxTrees().AddSyntaxTrees(
        like.SyntaxTrees.Select(static one => CSharpSyntaxTree.ParseText(one.ToString(), (CSharpParseOptions)one.Options, one.FilePath, System.Text.Encoding.UTF8)));

    private static void AssertSame(GeneratorDriver one, GeneratorDriver other) => Assert.Equal(Files(one), Files(other));

    private static SortedDictionary<string, string> Files(GeneratorDriver driver) => new(
        driver.GetRunResult().GeneratedTrees.ToDictionary(static one => Path.GetFileName(one.FilePath), static one => one.ToString()), StringComparer.Ordinal);
}
