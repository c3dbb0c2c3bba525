using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TypedTasks.Roslyn;

namespace TypedTasks.Analyzers.Composition;

/// <summary>Looks at an executable once and says what its host lacks. Libraries and tests put no host together.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class CompositionAnalyzer : DiagnosticAnalyzer
{
    private static readonly string[] TestFrameworks =
        ["xunit", "nunit", "MSTest", "TUnit", "Microsoft.VisualStudio.TestPlatform", "Microsoft.Testing.Platform", "TypedTasks.Testing", "BenchmarkDotNet"];

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        ImmutableArray.Create(ReferencedTasksMustBeRegistered.Rule, HostMustAddTypedTasks.Rule, TasksMustBeRegistered.Rule);

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            if (IsProgram(start.Compilation) && start.Compilation.GetTypeByMetadataName(KnownTypes.TaskAttribute) is not null)
            {
                var host = new HostParts(start.Compilation);
                start.RegisterOperationAction(call => host.See((IInvocationOperation)call.Operation), OperationKind.Invocation);
                start.RegisterCompilationEndAction(end =>
                {
                    if (!host.IsPartlyElsewhere)
                    {
                        HostMustAddTypedTasks.Check(host, end);
                        TasksMustBeRegistered.Check(host, end);
                        ReferencedTasksMustBeRegistered.Check(host, end);
                    }
                });
            }
        });
    }

    private static bool IsProgram(Compilation compilation) =>
        compilation.Options.OutputKind is OutputKind.ConsoleApplication or OutputKind.WindowsApplication or OutputKind.WindowsRuntimeApplication
        && !compilation.ReferencedAssemblyNames.Any(static one =>
            TestFrameworks.Any(framework => one.Name.StartsWith(framework, StringComparison.OrdinalIgnoreCase)));
}
