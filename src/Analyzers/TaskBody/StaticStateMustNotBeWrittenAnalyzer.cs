using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TypedTasks.Roslyn;

namespace TypedTasks.Analyzers.TaskBody;

/// <summary>A task that writes static state: attempts run side by side and race for it, and each process has its own.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class StaticStateMustNotBeWrittenAnalyzer : DiagnosticAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.TT4007StaticStateMustNotBeWritten,
        "Static state must not be written",
        "'{0}' is static: attempts race for it, and every worker process has its own; keep it in a service or in the database",
        RuleCategories.TaskBody,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A worker runs attempts of one task side by side, and other workers run others: a static is neither shared by all nor safe for one.",
        helpLinkUri: RuleHelpUri.For(DiagnosticIds.TT4007StaticStateMustNotBeWritten));

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Rule);

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.InTaskBodies(static (body, _) => body.RegisterOperationAction(
            Analyze,
            OperationKind.SimpleAssignment,
            OperationKind.CompoundAssignment,
            OperationKind.Increment,
            OperationKind.Decrement,
            OperationKind.Invocation));
    }

    private static void Analyze(OperationAnalysisContext context)
    {
        var written = context.Operation switch
        {
            IAssignmentOperation assignment => Container(assignment.Target),
            IIncrementOrDecrementOperation step => Container(step.Target),
            IInvocationOperation { Instance: { } collection } call when MutableCollections.Changes(call.TargetMethod) => collection,
            _ => null,
        };
        if (written.Named() is { } state && IsUnguarded(state) && !IsGuarded(context.Operation, state))
        {
            context.ReportDiagnostic(Diagnostic.Create(Rule, written!.NameLocation(), state.Name));
        }
    }

    /// <summary>What holds the value that is written: the array or collection of an element, otherwise the target itself.</summary>
    private static IOperation? Container(IOperation target) => target switch
    {
        IArrayElementReferenceOperation element => element.ArrayReference,
        IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } collection } => MutableCollections.Is(collection.Type) ? collection : null,
        _ => target,
    };

    /// <summary>A static whose author did not think of threads: neither volatile nor one a thread, and no setter with code of its own.</summary>
    private static bool IsUnguarded(ISymbol state) => state switch
    {
        IFieldSymbol field => field is { IsStatic: true, IsVolatile: false } && !field.Has("System.ThreadStaticAttribute"),
        IPropertySymbol property => property.IsStatic && property.ContainingType.GetMembers().OfType<IFieldSymbol>()
            .Any(field => SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, property)),
        _ => false,
    };

    private static bool IsGuarded(IOperation write, ISymbol state) =>
        write.Around().Any(outer => outer is ILockOperation || (outer is IConditionalOperation { Condition: var asked } && IsFirstUse(asked, state)))
        || write.Body().Descendants().Any(other => other.Syntax.SpanStart < write.Syntax.SpanStart
            && other is IInvocationOperation { TargetMethod: { Name: "Wait" or "WaitAsync" or "Enter" or "WaitOne", ContainingNamespace.Name: "Threading" } });

    /// <summary><c>if (cache is null)</c>: written once, the same by whoever comes first.</summary>
    private static bool IsFirstUse(IOperation condition, ISymbol state) => condition.DescendantsAndSelf().Any(one => one switch
    {
        IIsPatternOperation { Pattern: IConstantPatternOperation { Value.ConstantValue: { HasValue: true, Value: null } } } asked => asked.Value.Names(state),
        IBinaryOperation { RightOperand.ConstantValue: { HasValue: true, Value: null } } compared => compared.LeftOperand.Names(state),
        _ => false,
    });
}
