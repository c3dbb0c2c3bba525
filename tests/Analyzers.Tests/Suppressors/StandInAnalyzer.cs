using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace TypedTasks.Analyzers.Tests.Suppressors;

/// <summary>Speaks where the rule of the same id does: IDE0051 of private methods, the others of parameters; whether they are used is not its concern.</summary>
#pragma warning disable RS1001, RS1017 // No compiler loads it: tests hand it over, and it takes the id that is stood in for.
internal sealed class StandInAnalyzer(string id) : DiagnosticAnalyzer
{
    private readonly DiagnosticDescriptor rule = new(id, "Unused", "Unused", "Test", DiagnosticSeverity.Warning, isEnabledByDefault: true);
#pragma warning restore RS1001, RS1017

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [rule];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        if (id == "IDE0051")
        {
            context.RegisterSyntaxNodeAction(Tell, SyntaxKind.MethodDeclaration);
        }
        else
        {
            context.RegisterSyntaxNodeAction(Tell, SyntaxKind.Parameter);
        }
    }

    private void Tell(SyntaxNodeAnalysisContext context)
    {
        switch (context.Node)
        {
            case MethodDeclarationSyntax method when method.Modifiers.Any(SyntaxKind.PrivateKeyword):
                context.ReportDiagnostic(Diagnostic.Create(rule, method.Identifier.GetLocation()));
                break;
            case ParameterSyntax { Parent.Parent: MethodDeclarationSyntax { Body: not null } or LocalFunctionStatementSyntax } parameter:
                context.ReportDiagnostic(Diagnostic.Create(rule, parameter.Identifier.GetLocation()));
                break;
        }
    }
}
