using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using TypedTasks.Roslyn;

namespace TypedTasks.Analyzers.Options;

/// <summary>A first delay that is cut at once by the longest one.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class FirstDelayMustNotExceedMaxDelayAnalyzer : DeclaredTaskAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.TT1007FirstDelayMustNotExceedMaxDelay,
        "First delay must not exceed max delay",
        "FirstDelay is \"{0}\", but no delay is longer than {1}: raise MaxDelay",
        RuleCategories.Options,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "MaxDelay, 1 hour where it is not set, cuts every delay between two attempts, the first one too.",
        helpLinkUri: RuleHelpUri.For(DiagnosticIds.TT1007FirstDelayMustNotExceedMaxDelay));

    private static readonly TimeSpan DefaultMaxDelay = TimeSpan.FromHours(1);

    /// <summary>Called by the compiler.</summary>
    public FirstDelayMustNotExceedMaxDelayAnalyzer()
        : base(Rule)
    {
    }

    private protected override void Analyze(SymbolAnalysisContext context, IMethodSymbol task, AttributeData attribute)
    {
        var options = TaskOptions.Of(attribute);

        // Without retries or delays it has no effect anyway: that is TT1006.
        if (options.Retries == 0 || options.Backoff == 0 || !DurationLiteral.TryParse(options.FirstDelay, out var first))
        {
            return;
        }

        var longest = options.MaxDelay is null ? DefaultMaxDelay : DurationLiteral.TryParse(options.MaxDelay, out var said) ? said : (TimeSpan?)null;
        if (first > longest && OptionSyntax.Of(attribute, nameof(TaskOptions.FirstDelay), context.CancellationToken) is { } argument)
        {
            context.ReportDiagnostic(Diagnostic.Create(
                Rule, argument.GetLocation(), options.FirstDelay, options.MaxDelay is null ? "1 hour, the default of MaxDelay" : $"MaxDelay, \"{options.MaxDelay}\""));
        }
    }
}
