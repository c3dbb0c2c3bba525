using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using TypedTasks.Generators.Tests.Harness;
using Project = TypedTasks.Generators.Tests.Harness.Project;

namespace TypedTasks.Generators.Tests;

/// <summary>What the compiler on the command line hands over differs from what a test makes.</summary>
public class CommandLineTests
{
    [Fact]
    public void OptionsThatRefuseToBeHashedStopNothing()
    {
        var project = new Project { Sources = ["namespace Shop; public static partial class Host { [TypedTasks.Task] public static void Run(int id) { } }"] };
        Compilation compilation = project.Compile();
        compilation = compilation.WithOptions(compilation.Options.WithMetadataReferenceResolver(new Unhashable()));

        project.Driver().RunGeneratorsAndUpdateCompilation(compilation, out Compilation output, out ImmutableArray<Diagnostic> diagnostics);

        Assert.Empty(diagnostics);
        Assert.NotNull(output.GetTypeByMetadataName("Shop.Host+RunTaskDefinition"));
    }

    /// <summary>As csc's own, which is there for its log.</summary>
    private sealed class Unhashable : MetadataReferenceResolver
    {
        public override bool Equals(object? other) => ReferenceEquals(this, other);

        public override int GetHashCode() => throw new NotImplementedException();

        public override ImmutableArray<PortableExecutableReference> ResolveReference(string reference, string? baseFilePath, MetadataReferenceProperties properties) => [];
    }
}
