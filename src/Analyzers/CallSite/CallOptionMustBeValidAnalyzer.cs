using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TypedTasks.Analyzers.Literals;
using TypedTasks.Roslyn;

namespace TypedTasks.Analyzers.CallSite;

/// <summary>A call option whose value is spelt out and refused: the line throws whenever it runs.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class CallOptionMustBeValidAnalyzer : CallSiteAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.TT3010CallOptionMustBeValid,
        "Call option must be valid",
        "{0} throws here: {1}",
        RuleCategories.CallSite,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Options of a call are checked when they are set. A value that is written in the source and outside its range throws every time.",
        helpLinkUri: RuleHelpUri.For(DiagnosticIds.TT3010CallOptionMustBeValid));

    /// <summary>Called by the compiler.</summary>
    public CallOptionMustBeValidAnalyzer()
        : base(Rule)
    {
    }

    private protected override void Start(CompilationStartAnalysisContext start, SendingTypes types) =>
        start.RegisterOperationAction(operation => Analyze(operation, types), OperationKind.Invocation);

    private static void Analyze(OperationAnalysisContext context, SendingTypes types)
    {
        var setting = (IInvocationOperation)context.Operation;
        var method = setting.TargetMethod;
        if (method.Name is not ("OnQueue" or "WithPriority" or "WithRetries" or "WithTimeout" or "ExpiresIn" or "KeepResult" or "WithHeader")
            || !types.IsOption(method)
            || setting.Arguments.FirstOrDefault(static one => one.Parameter?.Ordinal == 0)?.Value is not { } value)
        {
            return;
        }

        if (Problem(method.Name, value) is { } problem)
        {
            context.ReportDiagnostic(Diagnostic.Create(Rule, value.Syntax.GetLocation(), method.Name, problem));
        }
    }

    private static string? Problem(string option, IOperation value)
    {
        var constant = value.ConstantValue.HasValue ? value.ConstantValue.Value : null;
        return (option, constant) switch
        {
            ("OnQueue", string queue) when !WireNames.IsQueue(queue) =>
                $"'{queue}' is no queue name, use 1 to {WireNames.MaxQueueLength} ASCII letters, digits, '.', '_' or '-'",
            ("WithPriority", < 0 or > TaskOptionRules.MaxPriority) => $"the priority is {constant}, it must be 0 to {TaskOptionRules.MaxPriority}",
            ("WithRetries", < 0 or > TaskOptionRules.MaxRetries) => $"the number of retries is {constant}, it must be 0 to {TaskOptionRules.MaxRetries}",
            ("WithHeader", "") => "a header needs a name",
            ("WithTimeout" or "ExpiresIn", _) when DurationConstant.Of(value) <= TimeSpan.Zero => $"'{value.Syntax}' must be longer than zero",
            ("KeepResult", _) when DurationConstant.Of(value) < TimeSpan.Zero => $"'{value.Syntax}' must not be negative",
            _ => null,
        };
    }
}
