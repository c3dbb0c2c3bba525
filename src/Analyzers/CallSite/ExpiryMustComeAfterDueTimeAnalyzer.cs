using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TypedTasks.Analyzers.Literals;
using TypedTasks.Roslyn;

namespace TypedTasks.Analyzers.CallSite;

/// <summary>A call that expires before it is due: it is buried without ever having run.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ExpiryMustComeAfterDueTimeAnalyzer : CallSiteAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.TT3008ExpiryMustComeAfterDueTime,
        "Expiry must come after due time",
        "The call expires ({0}) no later than it is due ({1}), so that it never runs: let it expire later",
        RuleCategories.CallSite,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A task does not start after its expiry, nor before its due time. Where the expiry comes first it never starts: it is buried as expired.",
        helpLinkUri: RuleHelpUri.For(DiagnosticIds.TT3008ExpiryMustComeAfterDueTime));

    private static readonly string[] DueOptions = ["In", "At"];
    private static readonly string[] ExpiryOptions = ["ExpiresIn", "ExpiresAt"];

    /// <summary>Called by the compiler.</summary>
    public ExpiryMustComeAfterDueTimeAnalyzer()
        : base(Rule)
    {
    }

    private protected override void Start(CompilationStartAnalysisContext start, SendingTypes types) =>
        start.RegisterOperationAction(operation => Analyze(operation, types), OperationKind.Invocation);

    private static void Analyze(OperationAnalysisContext context, SendingTypes types)
    {
        var option = (IInvocationOperation)context.Operation;
        if (option.TargetMethod.Name is not ("In" or "At" or "ExpiresIn" or "ExpiresAt") || !types.IsOption(option.TargetMethod))
        {
            return;
        }

        // The chain is judged once: at its last expiry, or where it has none at its last due time.
        var chain = CallChain.Around(option, types);
        var due = chain.Last(DueOptions);
        var expiry = chain.Last(ExpiryOptions);
        if ((expiry ?? due) != option || (due is null && !chain.IsWhole))
        {
            return;
        }

        var attribute = chain.Task is null ? null : TaskOptions.Of(chain.Task).Expires;
        if ((expiry is null ? FromNow(attribute) : Value(expiry)) is { } ends
            && (due is null ? new MomentConstant(null, TimeSpan.Zero, HasZone: true) : Value(due)) is { } begins
            && !(expiry is { TargetMethod.Name: "ExpiresIn" } && ends.FromNow <= TimeSpan.Zero)
            && (ends.IsNoLaterThan(begins) || (expiry is { TargetMethod.Name: "ExpiresAt" } && ends.IsPast)))
        {
            context.ReportDiagnostic(Diagnostic.Create(
                Rule,
                (expiry ?? due)!.Arguments[0].Syntax.GetLocation(),
                expiry is null ? $"Expires = \"{attribute}\"" : Text(expiry),
                due is null ? "now" : Text(due)));
        }
    }

    /// <summary>What an option sets. A due time that has passed is now.</summary>
    private static MomentConstant? Value(IInvocationOperation option) => option switch
    {
        { Arguments: not [_] } => null,
        { TargetMethod.Name: "In" } => DurationConstant.Of(option.Arguments[0].Value) is { } duration
            ? FromNow(duration < TimeSpan.Zero ? TimeSpan.Zero : duration)
            : null,
        { TargetMethod.Name: "ExpiresIn" } => DurationConstant.Of(option.Arguments[0].Value) is { } duration ? FromNow(duration) : null,
        { TargetMethod.Name: "At" } when MomentConstant.Of(option.Arguments[0].Value) is { IsPast: true } => FromNow(TimeSpan.Zero),
        _ => MomentConstant.Of(option.Arguments[0].Value),
    };

    private static MomentConstant? FromNow(string? literal) => DurationLiteral.TryParse(literal, out var duration) ? FromNow(duration) : null;

    private static MomentConstant FromNow(TimeSpan duration) => new(null, duration, HasZone: true);

    private static string Text(IInvocationOperation option) => $"{option.TargetMethod.Name}({option.Arguments[0].Syntax})";
}
