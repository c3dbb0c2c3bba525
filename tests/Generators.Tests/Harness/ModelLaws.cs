using System.Collections;
using System.Reflection;
using Microsoft.CodeAnalysis;

namespace TypedTasks.Generators.Tests.Harness;

/// <summary>What must hold for the models of every run.</summary>
internal static class ModelLaws
{
    public static void AssertNoRoslynInside(GeneratorDriverRunResult result)
    {
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        foreach ((string step, object value) in Outputs(result))
        {
            Visit(value, step, seen);
        }
    }

    public static void AssertEqualForEqualInput(Run one, Run other)
    {
        Assert.Equal(one.Files, other.Files);
        Assert.Equal(Outputs(one.Result).Select(static pair => pair.Value), Outputs(other.Result).Select(static pair => pair.Value));
    }

    public static void AssertSameInAnyOrder(Run one, Run other) => Assert.Equal(one.Files, other.Files);

    public static void AssertCached(string edit, GeneratorDriverRunResult result)
    {
        foreach (GeneratorRunResult run in result.Results)
        {
            // Steps without a name would be asked nothing.
            Assert.Contains(run.TrackedSteps, static one => TrackingNames.All.Contains(one.Key));
            Assert.NotEmpty(run.TrackedOutputSteps);
            foreach ((string name, IEnumerable<IncrementalGeneratorRunStep> steps) in run.TrackedSteps.Where(static one => TrackingNames.All.Contains(one.Key)).Select(static one => (one.Key, one.Value.AsEnumerable())))
            {
                Assert.All(steps.SelectMany(static one => one.Outputs), output => Assert.True(
                    output.Reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged, $"{name} is {output.Reason} after {edit}."));
            }

            Assert.All(run.TrackedOutputSteps.SelectMany(static one => one.Value).SelectMany(static one => one.Outputs), output => Assert.True(
                output.Reason == IncrementalStepRunReason.Cached, $"An output is {output.Reason} after {edit}."));
        }
    }

    private static IEnumerable<(string Step, object Value)> Outputs(GeneratorDriverRunResult result) =>
        from run in result.Results
        from name in TrackingNames.All
        where run.TrackedSteps.ContainsKey(name)
        from step in run.TrackedSteps[name]
        from output in step.Outputs
        select (name, output.Value);

    private static void Visit(object? value, string path, HashSet<object> seen)
    {
        if (value is null or string || value.GetType().IsPrimitive || value.GetType().IsEnum || (!value.GetType().IsValueType && !seen.Add(value)))
        {
            return;
        }

        Assert.False(value is Compilation or ISymbol or SyntaxNode or SyntaxTree or SemanticModel or Location or Diagnostic or AttributeData or SyntaxReference, $"{path} holds a {value.GetType()}.");
        if (value is IEnumerable items)
        {
            foreach (object? item in items)
            {
                Visit(item, path + "[]", seen);
            }

            return;
        }

        for (Type? type = value.GetType(); type is not null; type = type.BaseType)
        {
            foreach (FieldInfo field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                Visit(field.GetValue(value), path + "." + field.Name, seen);
            }
        }
    }
}
