using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using TypedTasks.Roslyn;

namespace TypedTasks.Analyzers.TaskBody;

/// <summary>Where the rules of this room look: inside the bodies of tasks, their lambdas and local functions, and nowhere else.</summary>
internal static class TaskBodies
{
    /// <summary>Calls back for the body of each task; a method that is none costs one look at its attributes and interfaces.</summary>
    public static void InTaskBodies(this AnalysisContext context, Action<OperationBlockStartAnalysisContext, IMethodSymbol> look) =>
        context.RegisterCompilationStartAction(start =>
        {
            if (start.Compilation.GetTypeByMetadataName(KnownTypes.TaskAttribute) is not null)
            {
                start.RegisterOperationBlockStartAction(body =>
                {
                    if (body.OwningSymbol is IMethodSymbol method && IsHandler(method))
                    {
                        look(body, method);
                    }
                });
            }
        });

    /// <summary>Whether a worker runs the method: it is a task, or the implementation of an interface's task.</summary>
    public static bool IsHandler(IMethodSymbol method)
    {
        if (method.MethodKind is not (MethodKind.Ordinary or MethodKind.ExplicitInterfaceImplementation))
        {
            return false;
        }

        return KnownTypes.IsTask(method)
            || method.ExplicitInterfaceImplementations.Any(KnownTypes.IsTask)
            || (method is { IsStatic: false, DeclaredAccessibility: Accessibility.Public } && ImplementsATask(method));
    }

    /// <summary>Whether an interface or a base class fixes what the method looks like.</summary>
    public static bool HasFixedSignature(IMethodSymbol method) =>
        method.IsOverride || method.IsVirtual || method.IsAbstract
        || method.PartialDefinitionPart is not null || method.PartialImplementationPart is not null
        || !method.ExplicitInterfaceImplementations.IsEmpty
        || Implemented(method).Any();

    private static bool ImplementsATask(IMethodSymbol method) => Implemented(method).Any(KnownTypes.IsTask);

    private static IEnumerable<ISymbol> Implemented(IMethodSymbol method)
    {
        foreach (var type in method.ContainingType.AllInterfaces)
        {
            foreach (var member in type.GetMembers(method.Name))
            {
                if (SymbolEqualityComparer.Default.Equals(method.ContainingType.FindImplementationForInterfaceMember(member), method))
                {
                    yield return member;
                }
            }
        }
    }
}
