using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using TypedTasks.Roslyn;

namespace TypedTasks.Analyzers;

/// <summary>A rule about a method with <c>[Task]</c> that the generator does not skip for it: silence is allowed.</summary>
public abstract class DeclaredTaskAnalyzer : DiagnosticAnalyzer
{
    private protected DeclaredTaskAnalyzer(DiagnosticDescriptor rule) => SupportedDiagnostics = ImmutableArray.Create(rule);

    /// <inheritdoc/>
    public sealed override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; }

    /// <inheritdoc/>
    public sealed override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start =>
        {
            if (start.Compilation.GetTypeByMetadataName(KnownTypes.TaskAttribute) is not null)
            {
                start.RegisterSymbolAction(
                    symbol =>
                    {
                        if (KnownTypes.TaskAttributeOf((IMethodSymbol)symbol.Symbol) is { } attribute)
                        {
                            Analyze(symbol, (IMethodSymbol)symbol.Symbol, attribute);
                        }
                    },
                    SymbolKind.Method);
            }
        });
    }

    private protected abstract void Analyze(SymbolAnalysisContext context, IMethodSymbol task, AttributeData attribute);
}
