using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TypedTasks.Roslyn;

namespace TypedTasks.Analyzers.TaskBody;

/// <summary>A task that reads the machine's clock: a test with a virtual clock cannot turn it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ClockShouldBeATimeProviderAnalyzer : DiagnosticAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.TT4008ClockShouldBeATimeProvider,
        "Clock should be a TimeProvider",
        "'{0}' reads the machine's clock, which no test can turn; take a TimeProvider",
        RuleCategories.TaskBody,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        description: "Due times, retries and timeouts of tasks follow a TimeProvider that tests replace. A task that asks it too can be tested with them.",
        helpLinkUri: RuleHelpUri.For(DiagnosticIds.TT4008ClockShouldBeATimeProvider));

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Rule);

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.InTaskBodies(static (body, _) =>
        {
            if (body.Compilation.GetTypeByMetadataName("System.TimeProvider") is not null)
            {
                body.RegisterOperationAction(Analyze, OperationKind.PropertyReference);
            }
        });
    }

    private static void Analyze(OperationAnalysisContext context)
    {
        var property = ((IPropertyReferenceOperation)context.Operation).Property;
        if (property.Name is "Now" or "UtcNow" or "Today"
            && (property.ContainingType.SpecialType == SpecialType.System_DateTime || property.ContainingType.Is("System.DateTimeOffset"))
            && !context.Operation.IsInsideNameOf())
        {
            context.ReportDiagnostic(Diagnostic.Create(
                Rule, context.Operation.Syntax.GetLocation(), $"{property.ContainingType.Name}.{property.Name}"));
        }
    }
}
