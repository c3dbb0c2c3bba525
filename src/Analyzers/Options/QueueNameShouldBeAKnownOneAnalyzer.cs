using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TypedTasks.Analyzers.CallSite;
using TypedTasks.Roslyn;

namespace TypedTasks.Analyzers.Options;

/// <summary>A queue that nobody takes from because its name is mistyped: its tasks wait for ever, and nothing fails.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class QueueNameShouldBeAKnownOneAnalyzer : DiagnosticAnalyzer
{
    /// <summary>Where the diagnostic carries the name that was meant.</summary>
    internal const string Meant = nameof(Meant);

    internal static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.TT1005QueueNameShouldBeAKnownOne,
        "Queue name should be a known one",
        "No worker here takes from the queue '{0}', and it is nearly '{1}': tasks of a mistyped queue wait for ever",
        RuleCategories.Options,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A queue exists as soon as something is sent to it. A name that differs by one slip from a queue in use is most likely that queue.",
        helpLinkUri: RuleHelpUri.For(DiagnosticIds.TT1005QueueNameShouldBeAKnownOne),
        customTags: WellKnownDiagnosticTags.CompilationEnd);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Rule);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            if (SendingTypes.From(start.Compilation) is not { } types)
            {
                return;
            }

            var queues = new QueueNamesInUse();
            start.RegisterSymbolAction(symbol => OfTask(symbol, queues), SymbolKind.Method);
            start.RegisterOperationAction(operation => OfCall((IInvocationOperation)operation.Operation, types, queues), OperationKind.Invocation);
            start.RegisterCompilationEndAction(end =>
            {
                foreach (var (name, meant, place) in queues.Doubtful())
                {
                    end.ReportDiagnostic(Diagnostic.Create(Rule, place, ImmutableDictionary<string, string?>.Empty.Add(Meant, meant), name, meant));
                }
            });
        });
    }

    private static void OfTask(SymbolAnalysisContext context, QueueNamesInUse queues)
    {
        if (KnownTypes.TaskAttributeOf((IMethodSymbol)context.Symbol) is { } attribute
            && TaskOptions.Of(attribute).Queue is { } queue
            && OptionSyntax.Of(attribute, nameof(TaskOptions.Queue), context.CancellationToken) is { } argument)
        {
            queues.Send(queue, argument.Expression.GetLocation());
        }
    }

    private static void OfCall(IInvocationOperation call, SendingTypes types, QueueNamesInUse queues)
    {
        var method = call.TargetMethod;
        if (method.Name == "OnQueue" && types.IsOption(method) && call.Arguments is [{ Value: { ConstantValue: { HasValue: true, Value: string queue } } value }])
        {
            queues.Send(queue, value.Syntax.GetLocation());
        }
        else if (method.Name == "Queues" && method.ContainingType.Is("TypedTasks.Worker.WorkerOptions"))
        {
            foreach (var name in call.Arguments.SelectMany(static one => one.Descendants()).Select(static one => one.ConstantValue))
            {
                if (name is { HasValue: true, Value: string worked })
                {
                    queues.Work(worked);
                }
            }
        }
    }
}
