using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TypedTasks.Roslyn;

namespace TypedTasks.Analyzers.Declaration;

/// <summary>Our <c>[FromServices]</c> or <c>[Sensitive]</c> on a parameter that nobody asks for it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ParameterAttributeMustBeOnATaskAnalyzer : DiagnosticAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.TT0012ParameterAttributeMustBeOnATask,
        "Parameter attribute must be on a task",
        "[{0}] on '{1}' has no effect: {2}",
        RuleCategories.Declaration,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "TypedTasks reads [FromServices] and [Sensitive] on the parameters of tasks only. Elsewhere another attribute of that name was meant, or [Task] is missing.",
        helpLinkUri: RuleHelpUri.For(DiagnosticIds.TT0012ParameterAttributeMustBeOnATask));

    private const string FromServices = "TypedTasks.FromServicesAttribute";

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Rule);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            if (start.Compilation.GetTypeByMetadataName(FromServices) is not null)
            {
                start.RegisterSymbolAction(static symbol => Analyze((IMethodSymbol)symbol.Symbol, symbol.ReportDiagnostic, symbol.CancellationToken), SymbolKind.Method);
                start.RegisterOperationAction(
                    static operation => Analyze(FunctionOf(operation.Operation), operation.ReportDiagnostic, operation.CancellationToken),
                    OperationKind.AnonymousFunction,
                    OperationKind.LocalFunction);
            }
        });
    }

    private static IMethodSymbol FunctionOf(IOperation operation) =>
        operation is ILocalFunctionOperation local ? local.Symbol : ((IAnonymousFunctionOperation)operation).Symbol;

    private static void Analyze(IMethodSymbol method, Action<Diagnostic> report, CancellationToken cancel)
    {
        foreach (var parameter in method.Parameters)
        {
            foreach (var attribute in parameter.GetAttributes())
            {
                var name = attribute.AttributeClass.Is(FromServices) ? "FromServices" : attribute.AttributeClass.Is(Sensitivity.Attribute) ? "Sensitive" : null;
                if (name is not null
                    && Reason(method, parameter, name) is { } reason
                    && attribute.ApplicationSyntaxReference is { } place)
                {
                    report(Diagnostic.Create(Rule, place.GetSyntax(cancel).GetLocation(), name, parameter.Name, reason));
                }
            }
        }
    }

    private static string? Reason(IMethodSymbol method, IParameterSymbol parameter, string attribute)
    {
        if (KnownTypes.IsTask(method))
        {
            return attribute == "Sensitive" && TaskParameterRoles.Of(parameter) != TaskParameterRole.Argument ? "the worker supplies it, and it does not travel" : null;
        }

        // The parameter of a record is a member of what may travel; an implementation repeats what its task says.
        return (attribute == "Sensitive" && method.MethodKind == MethodKind.Constructor) || TaskFamily.TaskBehind(method) is not null
            ? null
            : $"{(method.MethodKind == MethodKind.AnonymousFunction ? "a lambda" : method.MethodKind == MethodKind.Constructor ? "a constructor" : method.Name)} is no task";
    }
}
