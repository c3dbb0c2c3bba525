using Microsoft.CodeAnalysis;

namespace TypedTasks.Analyzers.CallSite;

/// <summary>The types on which a task is sent: a call, a client, a proxy.</summary>
internal sealed class SendingTypes
{
    private readonly INamedTypeSymbol call;
    private readonly INamedTypeSymbol client;
    private readonly INamedTypeSymbol definition;

    private SendingTypes(INamedTypeSymbol call, INamedTypeSymbol client, INamedTypeSymbol definition) =>
        (this.call, this.client, this.definition) = (call, client, definition);

    /// <summary>The types as a compilation sees them, or null where TypedTasks is not referenced.</summary>
    public static SendingTypes? From(Compilation compilation) =>
        compilation.GetTypeByMetadataName("TypedTasks.TaskCall`1") is { } call
        && compilation.GetTypeByMetadataName("TypedTasks.ITaskClient") is { } client
        && compilation.GetTypeByMetadataName("TypedTasks.TaskDefinition") is { } definition
            ? new SendingTypes(call, client, definition)
            : null;

    /// <summary>Whether a method sends tasks.</summary>
    public bool Sends(IMethodSymbol method) =>
        method.Name is "Delay" or "DelayMany" && !method.ReturnsVoid && IsSender(method.ContainingType);

    private bool IsSender(INamedTypeSymbol type)
    {
        if (Same(type, call) || Same(type, client) || type.AllInterfaces.Any(implemented => Same(implemented, client)))
        {
            return true;
        }

        for (var baseType = type; baseType is not null; baseType = baseType.BaseType)
        {
            if (Same(baseType, definition))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Same(INamedTypeSymbol type, INamedTypeSymbol known) =>
        SymbolEqualityComparer.Default.Equals(type.OriginalDefinition, known);
}
