using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace TypedTasks.Bench.Generator;

/// <summary>The yardstick: finds every method with the attribute and does nothing with it. No generator by attribute can cost less.</summary>
internal sealed class EmptyLookup : IIncrementalGenerator
{
    public void Initialize(IncrementalGeneratorInitializationContext context) => context.RegisterSourceOutput(
        context.SyntaxProvider.ForAttributeWithMetadataName("TypedTasks.TaskAttribute", static (_, _) => true, static (_, _) => 0).Collect(),
        static (_, _) => { });

    public static GeneratorDriver Driver() => Drivers.Of(new EmptyLookup(), tracked: false);
}

/// <summary>Drivers as the compiler makes them.</summary>
internal static class Drivers
{
    public static GeneratorDriver Of(IIncrementalGenerator generator, bool tracked) => CSharpGeneratorDriver.Create(
        [generator.AsSourceGenerator()],
        parseOptions: SampleProject.Parsing,
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: tracked));
}
