using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using TypedTasks.Analyzers.TaskBody;
using TypedTasks.Roslyn;

namespace TypedTasks.Analyzers.Suppressors;

/// <summary>Takes back what other analyzers say of a task or its class only because they do not see that a worker calls it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TaskNoiseSuppressor : DiagnosticSuppressor
{
    private const string Instance = "A task is an instance method so that its class is built by DI, also where it uses nothing of the instance yet.";
    private const string Called = "A task is called by the worker.";
    private const string Contract = "The parameters of a task are what its messages hold.";
    private const string Built = "A class with tasks is built by the worker.";

    private static readonly ImmutableArray<SuppressionDescriptor> All = ImmutableArray.Create(
        new SuppressionDescriptor("TTS0001", "CA1822", Instance),
        new SuppressionDescriptor("TTS0002", "IDE0051", Called),
        new SuppressionDescriptor("TTS0003", "IDE0060", Contract),
        new SuppressionDescriptor("TTS0004", "CA1801", Contract),
        new SuppressionDescriptor("TTS0005", "CA1812", Built),
        new SuppressionDescriptor("TTS0006", "RCS1163", Contract));

    public override ImmutableArray<SuppressionDescriptor> SupportedSuppressions => All;

    public override void ReportSuppressions(SuppressionAnalysisContext context)
    {
        foreach (var diagnostic in context.ReportedDiagnostics)
        {
            var suppression = All.FirstOrDefault(one => one.SuppressedDiagnosticId == diagnostic.Id);
            if (suppression is not null
                && diagnostic.Location.SourceTree is { } tree
                && tree.GetRoot(context.CancellationToken).FindNode(diagnostic.Location.SourceSpan) is { } node
                && IsNoise(diagnostic.Id, node, context.GetSemanticModel(tree), context.CancellationToken))
            {
                context.ReportSuppression(Suppression.Create(suppression, diagnostic));
            }
        }
    }

    private static bool IsNoise(string id, SyntaxNode node, SemanticModel model, CancellationToken cancel) => id switch
    {
        "CA1812" => node.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } type
            && model.GetDeclaredSymbol(type, cancel) is INamedTypeSymbol host
            && host.GetMembers().OfType<IMethodSymbol>().Any(TaskBodies.IsHandler),
        "IDE0060" or "CA1801" or "RCS1163" => node.FirstAncestorOrSelf<ParameterSyntax>() is { } parameter
            && model.GetDeclaredSymbol(parameter, cancel) is IParameterSymbol { ContainingSymbol: IMethodSymbol task } declared
            && TaskBodies.IsHandler(task)

            // A token that is not used is a mistake also in a task.
            && TaskParameterRoles.Of(declared) == TaskParameterRole.Argument,
        _ => node.FirstAncestorOrSelf<MethodDeclarationSyntax>() is { } method
            && model.GetDeclaredSymbol(method, cancel) is IMethodSymbol task && TaskBodies.IsHandler(task),
    };
}
