using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using TypedTasks.Generators.Tests.Harness;
using Xunit.Sdk;
using Project = TypedTasks.Generators.Tests.Harness.Project;

namespace TypedTasks.Generators.Tests;

/// <summary>The laws that every run is held to can be broken: each speaks of a generator that breaks it.</summary>
public class LawTests
{
    private static readonly Project Shop = new()
    {
        Sources = ["using TypedTasks; namespace Shop; public static partial class Host { [Task] public static void Run(int n) { } }"],
    };

    [Fact]
    public void ASymbolInAModelIsFound() => Assert.ThrowsAny<XunitException>(() =>
        ModelLaws.AssertNoRoslynInside(Run(static context => new Holder(context.TargetSymbol), Shop.Compile()).GetRunResult()));

    [Fact]
    public void ASyntaxNodeDeepInAModelIsFound() => Assert.ThrowsAny<XunitException>(() =>
        ModelLaws.AssertNoRoslynInside(Run(static context => new Holder(new[] { new Holder(context.TargetNode) }), Shop.Compile()).GetRunResult()));

    [Fact]
    public void ACompilationInAClosureIsFound() => Assert.ThrowsAny<XunitException>(() =>
        ModelLaws.AssertNoRoslynInside(Run(static context => new Holder((Func<object>)(() => context.SemanticModel.Compilation)), Shop.Compile()).GetRunResult()));

    [Fact]
    public void AModelWithoutRoslynPasses() =>
        ModelLaws.AssertNoRoslynInside(Run(static context => new Holder(context.TargetSymbol.Name), Shop.Compile()).GetRunResult());

    [Fact]
    public void AModelThatIsNeverEqualIsFoundAfterEachEdit()
    {
        CSharpCompilation compilation = Shop.Compile();
        GeneratorDriver driver = Run(static _ => new object(), compilation);
        string[] edits = [.. UnrelatedEdits.Of(compilation).Select(static one => one.Edit)];
        Assert.Equal(["a comment in a task's file", "a new file", "a body in a referenced project", "a body"], edits);
        foreach ((string edit, CSharpCompilation edited) in UnrelatedEdits.Of(compilation))
        {
            Assert.ThrowsAny<XunitException>(() => ModelLaws.AssertCached(edit, driver.RunGenerators(edited).GetRunResult()));
        }
    }

    [Fact]
    public void StepsWithoutNamesAreFound()
    {
        CSharpCompilation compilation = Shop.Compile();
        GeneratorDriver driver = Shop.Driver(new Probe(static context => context.TargetSymbol.Name, "Nameless")).RunGenerators(compilation);
        Assert.ThrowsAny<XunitException>(() => ModelLaws.AssertCached("nothing", driver.RunGenerators(compilation).GetRunResult()));
    }

    [Fact]
    public void ACompilationThatIsKeptIsSeenToLive()
    {
        (GeneratorDriver driver, WeakReference compilation) = RunTwice();
        for (int i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.True(compilation.IsAlive);
        GC.KeepAlive(driver);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (GeneratorDriver Driver, WeakReference First) RunTwice()
    {
        CSharpCompilation first = Shop.Compile();
        GeneratorDriver driver = Run(static context => new Equal(context.SemanticModel.Compilation), first).RunGenerators(Shop.Compile());
        return (driver, new WeakReference(first));
    }

    private static GeneratorDriver Run(Func<GeneratorAttributeSyntaxContext, object> model, CSharpCompilation compilation) =>
        Shop.Driver(new Probe(model, TrackingNames.Methods)).RunGenerators(compilation);

    private sealed record Holder(object Held);

    /// <summary>Equal to all its like, so that the driver keeps the first for ever.</summary>
    private sealed class Equal(object held)
    {
        public object Held { get; } = held;

        public override bool Equals(object? obj) => obj is Equal;

        public override int GetHashCode() => 1;
    }

    private sealed class Probe(Func<GeneratorAttributeSyntaxContext, object> model, string step) : IIncrementalGenerator
    {
        public void Initialize(IncrementalGeneratorInitializationContext context) => context.RegisterSourceOutput(
            context.SyntaxProvider.ForAttributeWithMetadataName("TypedTasks.TaskAttribute", static (_, _) => true, (one, _) => model(one)).WithTrackingName(step),
            static (output, _) => output.AddSource("Probe.g.cs", "// probe"));
    }
}
