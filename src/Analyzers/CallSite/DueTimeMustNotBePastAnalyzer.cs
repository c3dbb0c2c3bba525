using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TypedTasks.Analyzers.Literals;

namespace TypedTasks.Analyzers.CallSite;

/// <summary>A due time that is past whenever the program runs: the task runs at once, which nobody writes a date for.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DueTimeMustNotBePastAnalyzer : CallSiteAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.TT3007DueTimeMustNotBePast,
        "Due time must not be past",
        "'{0}' is always in the past, so that the task runs at once: give a time that lies ahead, or leave {1} out",
        RuleCategories.CallSite,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A task whose due time has passed is ready at once. A due time that can only have passed is a wrong sign or a forgotten date.",
        helpLinkUri: RuleHelpUri.For(DiagnosticIds.TT3007DueTimeMustNotBePast));

    /// <summary>Called by the compiler.</summary>
    public DueTimeMustNotBePastAnalyzer()
        : base(Rule)
    {
    }

    private protected override void Start(CompilationStartAnalysisContext start, SendingTypes types) =>
        start.RegisterOperationAction(operation => Analyze(operation, types), OperationKind.Invocation);

    private static void Analyze(OperationAnalysisContext context, SendingTypes types)
    {
        var setting = (IInvocationOperation)context.Operation;
        var method = setting.TargetMethod;
        if (method.Name is not ("In" or "At" or "On")
            || setting.Arguments is not [{ Value: var value }]
            || !(types.IsOption(method) || types.IsDue(method.ContainingType)))
        {
            return;
        }

        var isPast = method.Name == "In" ? DurationConstant.Of(value) < TimeSpan.Zero : MomentConstant.Of(value) is { IsPast: true };
        if (isPast)
        {
            context.ReportDiagnostic(Diagnostic.Create(Rule, value.Syntax.GetLocation(), value.Syntax.ToString(), method.Name));
        }
    }
}
