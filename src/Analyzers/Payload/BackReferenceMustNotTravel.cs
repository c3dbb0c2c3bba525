using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using TypedTasks.Roslyn;

namespace TypedTasks.Analyzers.Payload;

/// <summary>Children that know their parent make a cycle, and a message has no end for one.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class BackReferenceMustNotTravelAnalyzer : DiagnosticAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.TT2007BackReferenceMustNotTravel,
        "Back reference must not travel",
        "{0}.{1} leads back to the {2} that holds it in {3}, so that Delay fails where both are set: mark it [IgnoreDataMember], or send an id instead",
        RuleCategories.Payload,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "An object is written with all that it holds. One that holds its children, which hold it, would have no end: Delay fails beyond 64 levels.",
        helpLinkUri: RuleHelpUri.For(DiagnosticIds.TT2007BackReferenceMustNotTravel));

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Rule);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            if (start.Compilation.GetTypeByMetadataName(KnownTypes.TaskAttribute) is not null)
            {
                start.RegisterSymbolAction(Analyze, SymbolKind.Method);
            }
        });
    }

    private static void Analyze(SymbolAnalysisContext context)
    {
        var method = (IMethodSymbol)context.Symbol;
        if (!KnownTypes.IsTask(method))
        {
            return;
        }

        foreach (var parameter in method.Parameters)
        {
            if (TaskParameterRoles.Of(parameter) == TaskParameterRole.Argument)
            {
                Report(context, parameter.Type, parameter);
            }
        }

        if (TaskReturn.Of(method).Result is { } result)
        {
            Report(context, result, method);
        }
    }

    private static void Report(SymbolAnalysisContext context, ITypeSymbol type, ISymbol place)
    {
        foreach (var found in BackReferences.In(type, context.Compilation))
        {
            context.ReportDiagnostic(Diagnostic.Create(
                Rule, place.Locations.FirstOrDefault() ?? Location.None, found.Element.Name, found.Member.Name, found.Owner.Name, found.Collection.Name));
        }
    }
}
