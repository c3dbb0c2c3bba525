using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using TypedTasks.Contract;
using TypedTasks.Roslyn;

namespace TypedTasks.Analyzers.Contract;

/// <summary>Compares the tasks of a compilation with its committed <c>TypedTasks.Contract.txt</c>. Without that file it sleeps.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ContractAnalyzer : DiagnosticAnalyzer
{
    /// <summary>The property of a diagnostic that holds the task or the shape that it is about.</summary>
    internal const string Subject = nameof(Subject);

    /// <summary>The property that holds the other name: of the task that is gone, or the alias.</summary>
    internal const string Other = nameof(Other);

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ContractRules.All;

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();

        // A task that another generator wrote is on the wire like any other.
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.RegisterCompilationStartAction(static start =>
        {
            if (FileOf(start.Options.AdditionalFiles) is not { } file
                || start.Compilation.GetTypeByMetadataName(KnownTypes.TaskAttribute) is null
                || file.GetText(start.CancellationToken) is not { } text)
            {
                return;
            }

            var contract = ContractReader.Read(text.ToString());
            if (contract.Problems.Count > 0)
            {
                start.RegisterAdditionalFileAction(additional => ReportProblems(additional, file, contract));
                return;
            }

            var report = new ContractReport(contract, file.Path, text, start.Compilation);
            start.RegisterSymbolAction(symbol => report.OfType((INamedTypeSymbol)symbol.Symbol, symbol.ReportDiagnostic), SymbolKind.NamedType);
            start.RegisterCompilationEndAction(end => report.OfRemoved(end.ReportDiagnostic));
        });
    }

    internal static AdditionalText? FileOf(IEnumerable<AdditionalText> files) =>
        files.FirstOrDefault(static one => string.Equals(Path.GetFileName(one.Path), WireContract.FileName, StringComparison.OrdinalIgnoreCase));

    private static void ReportProblems(AdditionalFileAnalysisContext context, AdditionalText file, ContractFile contract)
    {
        if (context.AdditionalFile.Path != file.Path || context.AdditionalFile.GetText(context.CancellationToken) is not { } text)
        {
            return;
        }

        foreach (var problem in contract.Problems)
        {
            context.ReportDiagnostic(Diagnostic.Create(
                ContractFileMustBeReadable.Rule,
                ContractReport.LineOf(file.Path, text, problem.Line),
                $"Line {problem.Line} of {WireContract.FileName}: {problem.Message}"));
        }
    }
}
