using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using TypedTasks.Roslyn;

namespace TypedTasks.Analyzers.Options;

/// <summary>An exception in <c>RetryOn</c> or <c>DoNotRetryOn</c> that another one already covers, or outweighs.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class RetryFiltersMustNotContradictAnalyzer : DeclaredTaskAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.TT1008RetryFiltersMustNotContradict,
        "Retry filters must not contradict",
        "{0} in {1} has no effect: {2}",
        RuleCategories.Options,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "An exception that is named in both lists is not retried. One that derives from another of the same list is already meant by it.",
        helpLinkUri: RuleHelpUri.For(DiagnosticIds.TT1008RetryFiltersMustNotContradict));

    /// <summary>Called by the compiler.</summary>
    public RetryFiltersMustNotContradictAnalyzer()
        : base(Rule)
    {
    }

    private protected override void Analyze(SymbolAnalysisContext context, IMethodSymbol task, AttributeData attribute)
    {
        var options = TaskOptions.Of(attribute);
        Report(nameof(TaskOptions.RetryOn), options.RetryOn, options.DoNotRetryOn);
        Report(nameof(TaskOptions.DoNotRetryOn), options.DoNotRetryOn, []);

        void Report(string option, IReadOnlyList<ITypeSymbol> types, IReadOnlyList<ITypeSymbol> stronger)
        {
            var elements = OptionSyntax.Of(attribute, option, context.CancellationToken)?.DescendantNodes().OfType<TypeOfExpressionSyntax>().ToList();
            if (elements?.Count != types.Count)
            {
                return;
            }

            for (var i = 0; i < types.Count; i++)
            {
                if (Reason(types, i, stronger) is { } reason)
                {
                    context.ReportDiagnostic(Diagnostic.Create(Rule, elements[i].GetLocation(), types[i].Name, option, reason));
                }
            }
        }
    }

    private static string? Reason(IReadOnlyList<ITypeSymbol> types, int place, IReadOnlyList<ITypeSymbol> stronger)
    {
        var type = types[place];
        if (stronger.FirstOrDefault(one => Derives(type, one)) is { } outweighs)
        {
            return $"{outweighs.Name} is in DoNotRetryOn, which is stronger";
        }

        if (types.Take(place).Any(one => SymbolEqualityComparer.Default.Equals(one, type)))
        {
            return "it is named twice";
        }

        return types.FirstOrDefault(one => !SymbolEqualityComparer.Default.Equals(one, type) && Derives(type, one)) is { } covers
            ? $"it derives from {covers.Name}, which is there too"
            : null;
    }

    private static bool Derives(ITypeSymbol type, ITypeSymbol from)
    {
        for (var one = type; one is not null; one = one.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(one, from))
            {
                return true;
            }
        }

        return false;
    }
}
