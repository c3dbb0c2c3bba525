using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TypedTasks.Roslyn;

namespace TypedTasks.Analyzers.CallSite;

/// <summary>A service, or something that must be disposed of, handed over to a task: what arrives is a copy of its properties.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ServiceMustNotBeAnArgumentAnalyzer : CallSiteAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.TT3004ServiceMustNotBeAnArgument,
        "Service must not be an argument",
        "'{0}' {1}: what reaches the worker is a copy of its public members; take it there with [FromServices], and pass data",
        RuleCategories.CallSite,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "Arguments are written to bytes and read in another process. A service or a disposable object arrives as a copy without its connections, its scope and its owner.",
        helpLinkUri: RuleHelpUri.For(DiagnosticIds.TT3004ServiceMustNotBeAnArgument));

    private static readonly string[] Contracts = ["MessagePack.MessagePackObjectAttribute", "System.Runtime.Serialization.DataContractAttribute"];

    private static readonly string[] Providers =
    [
        "System.IServiceProvider",
        "Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions",
        "Microsoft.Extensions.DependencyInjection.ServiceProviderKeyedServiceExtensions",
    ];

    /// <summary>Called by the compiler.</summary>
    public ServiceMustNotBeAnArgumentAnalyzer()
        : base(Rule)
    {
    }

    private protected override void Start(CompilationStartAnalysisContext start, SendingTypes types) =>
        start.RegisterOperationAction(operation => Analyze(operation, types), OperationKind.Invocation);

    private static void Analyze(OperationAnalysisContext context, SendingTypes types)
    {
        var call = (IInvocationOperation)context.Operation;
        if (call.TargetMethod.Name is not ("Delay" or "Call") || !types.IsProxy(call.TargetMethod.ContainingType))
        {
            return;
        }

        foreach (var argument in call.Arguments.Where(static one => one.ArgumentKind == ArgumentKind.Explicit))
        {
            var value = argument.Value;
            while (value is IConversionOperation { OperatorMethod: null } conversion)
            {
                value = conversion.Operand;
            }

            if (Reason(value) is { } reason)
            {
                context.ReportDiagnostic(Diagnostic.Create(Rule, value.Syntax.GetLocation(), value.Syntax.ToString(), reason));
            }
        }
    }

    private static string? Reason(IOperation value) => value switch
    {
        _ when IsDisposable(value.Type) => "is disposable",
        IInvocationOperation asked when Providers.Contains(asked.TargetMethod.ContainingType.FullName()) => "is a service",
        IParameterReferenceOperation { Parameter: var parameter } when IsService(parameter) => "is a service",
        _ => null,
    };

    /// <summary>A type that says how it travels is data, and a collection is read by its elements.</summary>
    private static bool IsDisposable(ITypeSymbol? type) => type is INamedTypeSymbol { TypeKind: not TypeKind.Error }
        && type.AllInterfaces.Any(static one => one.SpecialType == SpecialType.System_IDisposable || one.Is("System.IAsyncDisposable"))
        && !type.AllInterfaces.Any(static one => one.SpecialType == SpecialType.System_Collections_IEnumerable)
        && !Contracts.Any(type.Has);

    /// <summary>What a handler takes from the services, or what a host with instance tasks is built from.</summary>
    private static bool IsService(IParameterSymbol parameter) =>
        TaskParameterRoles.Of(parameter) is TaskParameterRole.Service or TaskParameterRole.KeyedService
        || (parameter.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.Constructor } constructor
            && constructor.ContainingType.GetMembers().Any(static one => !one.IsStatic && KnownTypes.IsTask(one)));
}
