using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TypedTasks.Roslyn;

namespace TypedTasks.Analyzers.TaskBody;

/// <summary>A task that asks for what only the request that sent it knew.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class AmbientValueMustTravelAnalyzer : DiagnosticAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.TT4010AmbientValueMustTravel,
        "Ambient value must travel",
        "'{0}' is empty in a worker, because it does not travel with the task; pass what is needed as an argument or a header",
        RuleCategories.TaskBody,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A task runs later, mostly in another process: the request, its user and its ambient values are not there.",
        helpLinkUri: RuleHelpUri.For(DiagnosticIds.TT4010AmbientValueMustTravel));

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Rule);

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.InTaskBodies(static (body, _) => body.RegisterOperationAction(Analyze, OperationKind.PropertyReference));
    }

    private static void Analyze(OperationAnalysisContext context)
    {
        var read = (IPropertyReferenceOperation)context.Operation;
        var type = read.Property.ContainingType;
        var name = read.Property.Name switch
        {
            "HttpContext" when type.Is("Microsoft.AspNetCore.Http.IHttpContextAccessor") || type.Is("Microsoft.AspNetCore.Http.HttpContextAccessor") => "HttpContext",
            "CurrentPrincipal" when type.Is("System.Threading.Thread") => "Thread.CurrentPrincipal",
            "Current" when type.Is("System.Security.Claims.ClaimsPrincipal") => "ClaimsPrincipal.Current",
            "Value" when type.Is("System.Threading.AsyncLocal`1") && read.Instance.Named() is IFieldSymbol or IPropertySymbol => read.Instance.Named()!.Name,
            _ => null,
        };
        if (name is not null && !IsWritten(read) && !IsWrittenBefore(read) && !read.IsInsideNameOf()
            && (read.Property.Name != "Value" || !HasFilter(context.Compilation.Assembly.GlobalNamespace, context.CancellationToken)))
        {
            context.ReportDiagnostic(Diagnostic.Create(Rule, read.NameLocation(), name));
        }
    }

    private static bool IsWritten(IPropertyReferenceOperation read) => read.Parent is IAssignmentOperation assignment && assignment.Target == read;

    /// <summary>The task has set it itself.</summary>
    private static bool IsWrittenBefore(IPropertyReferenceOperation read) => read.Body().Descendants().Any(other =>
        other is IAssignmentOperation { Target: IPropertyReferenceOperation target }
        && other.Syntax.SpanStart < read.Syntax.SpanStart
        && SymbolEqualityComparer.Default.Equals(target.Property, read.Property)
        && SymbolEqualityComparer.Default.Equals(target.Instance.Named(), read.Instance.Named()));

    /// <summary>A filter around each attempt may set what it reads from the headers.</summary>
    private static bool HasFilter(INamespaceSymbol space, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        return space.GetTypeMembers().Any(static type => type.AllInterfaces.Any(static one => one.Is("TypedTasks.ITaskFilter")))
            || space.GetNamespaceMembers().Any(inner => HasFilter(inner, cancel));
    }
}
