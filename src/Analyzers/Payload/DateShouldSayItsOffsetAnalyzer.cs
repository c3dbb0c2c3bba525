using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using TypedTasks.Roslyn;

namespace TypedTasks.Analyzers.Payload;

/// <summary>A <see cref="DateTime"/> argument: its kind decides which moment it is, and its kind does not travel.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DateShouldSayItsOffsetAnalyzer : DeclaredTaskAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.TT2009DateShouldSayItsOffset,
        "Date should say its offset",
        "'{0}' is a DateTime, which arrives in UTC whatever it was: a DateTimeOffset keeps the moment and its offset",
        RuleCategories.Payload,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        description: "A local DateTime travels as UTC, one of unspecified kind is taken as UTC. A DateTimeOffset says which moment it is.",
        helpLinkUri: RuleHelpUri.For(DiagnosticIds.TT2009DateShouldSayItsOffset));

    /// <summary>Called by the compiler.</summary>
    public DateShouldSayItsOffsetAnalyzer()
        : base(Rule)
    {
    }

    private protected override void Analyze(SymbolAnalysisContext context, IMethodSymbol task, AttributeData attribute)
    {
        foreach (var parameter in task.Parameters)
        {
            if (IsDate(parameter.Type)
                && TaskParameterRoles.Of(parameter) == TaskParameterRole.Argument
                && parameter.Locations.FirstOrDefault(static place => place.IsInSource) is { } place)
            {
                context.ReportDiagnostic(Diagnostic.Create(Rule, place, parameter.Name));
            }
        }
    }

    private static bool IsDate(ITypeSymbol type) =>
        type.SpecialType == SpecialType.System_DateTime
        || type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: [{ SpecialType: SpecialType.System_DateTime }] };
}
