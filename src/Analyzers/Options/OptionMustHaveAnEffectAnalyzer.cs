using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using TypedTasks.Roslyn;

namespace TypedTasks.Analyzers.Options;

/// <summary>An option that another one of the same attribute makes void.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class OptionMustHaveAnEffectAnalyzer : DeclaredTaskAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.TT1006OptionMustHaveAnEffect,
        "Option must have an effect",
        "{0} has no effect, because {1}: leave one of them out",
        RuleCategories.Options,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "Options that say how to retry mean nothing without retries, and a limit of delays nothing where there are none. One of the two is not what was meant.",
        helpLinkUri: RuleHelpUri.For(DiagnosticIds.TT1006OptionMustHaveAnEffect));

    private const int Immediately = 0;
    private const int Fixed = 1;

    private static readonly TimeSpan DefaultFirstDelay = TimeSpan.FromSeconds(10);

    /// <summary>Called by the compiler.</summary>
    public OptionMustHaveAnEffectAnalyzer()
        : base(Rule)
    {
    }

    private protected override void Analyze(SymbolAnalysisContext context, IMethodSymbol task, AttributeData attribute)
    {
        var (reason, options) = WithoutEffect(TaskOptions.Of(attribute));
        foreach (var option in options)
        {
            if (OptionSyntax.Of(attribute, option, context.CancellationToken) is { } argument)
            {
                context.ReportDiagnostic(Diagnostic.Create(Rule, argument.GetLocation(), option, reason));
            }
        }
    }

    private static (string Reason, string[] Options) WithoutEffect(TaskOptions options)
    {
        if (options.Retries == 0)
        {
            return ("Retries is 0", ["Backoff", "FirstDelay", "MaxDelay", "Jitter", "RetryOn", "DoNotRetryOn"]);
        }

        if (options.Backoff == Immediately)
        {
            return ("Backoff is None", ["FirstDelay", "MaxDelay", "Jitter"]);
        }

        var first = options.FirstDelay is null ? DefaultFirstDelay : DurationLiteral.TryParse(options.FirstDelay, out var said) ? said : (TimeSpan?)null;
        if (first == TimeSpan.Zero)
        {
            return ("FirstDelay is zero", ["Backoff", "MaxDelay", "Jitter"]);
        }

        return options.Backoff == Fixed && first is not null && DurationLiteral.TryParse(options.MaxDelay, out var longest) && longest >= first
            ? ("the delays are fixed and no longer", ["MaxDelay"])
            : ("", []);
    }
}
