using Microsoft.CodeAnalysis;
using TypedTasks.Roslyn;

namespace TypedTasks.Analyzers.CallSite;

/// <summary>The types on which a task is called, sent and waited for: a call, a client, a proxy, a handle.</summary>
internal sealed class SendingTypes
{
    private readonly INamedTypeSymbol call;
    private readonly INamedTypeSymbol client;
    private readonly INamedTypeSymbol definition;
    private readonly INamedTypeSymbol? handle;
    private readonly INamedTypeSymbol? due;

    private SendingTypes(INamedTypeSymbol call, INamedTypeSymbol client, INamedTypeSymbol definition, INamedTypeSymbol? handle, INamedTypeSymbol? due) =>
        (this.call, this.client, this.definition, this.handle, this.due) = (call, client, definition, handle, due);

    /// <summary>The types as a compilation sees them, or null where TypedTasks is not referenced.</summary>
    public static SendingTypes? From(Compilation compilation) =>
        compilation.GetTypeByMetadataName("TypedTasks.TaskCall`1") is { } call
        && compilation.GetTypeByMetadataName("TypedTasks.ITaskClient") is { } client
        && compilation.GetTypeByMetadataName("TypedTasks.TaskDefinition") is { } definition
            ? new SendingTypes(
                call,
                client,
                definition,
                compilation.GetTypeByMetadataName("TypedTasks.TaskHandle`1"),
                compilation.GetTypeByMetadataName("TypedTasks.DueTime"))
            : null;

    /// <summary>Whether a method sends tasks.</summary>
    public bool Sends(IMethodSymbol method) =>
        method.Name is "Delay" or "DelayMany" && !method.ReturnsVoid && IsSender(method.ContainingType);

    /// <summary>Whether a method makes a call: a proxy's <c>Call</c>.</summary>
    public bool Calls(IMethodSymbol method) => method.Name == "Call" && IsCall(method.ReturnType) && IsProxy(method.ContainingType);

    /// <summary>Whether a method hangs an option on a call, such as <c>In</c>.</summary>
    public bool IsOption(IMethodSymbol method) => !method.IsStatic && IsCall(method.ContainingType) && IsCall(method.ReturnType);

    /// <summary>Whether a method waits for a result.</summary>
    public bool Waits(IMethodSymbol method) => method.Name == "GetAsync" && handle is not null && Derives(method.ContainingType, handle);

    /// <summary>Whether a type is a call.</summary>
    public bool IsCall(ITypeSymbol? type) => type is INamedTypeSymbol named && Same(named, call);

    /// <summary>Whether a type is a proxy, or one of a proxy's bases.</summary>
    public bool IsProxy(ITypeSymbol? type) => type is INamedTypeSymbol named && Derives(named, definition);

    /// <summary>Whether a type is a client.</summary>
    public bool IsClient(ITypeSymbol? type) =>
        type is INamedTypeSymbol named && (Same(named, client) || named.AllInterfaces.Any(implemented => Same(implemented, client)));

    /// <summary>Whether a type is a due time.</summary>
    public bool IsDue(ITypeSymbol? type) => due is not null && SymbolEqualityComparer.Default.Equals(type, due);

    /// <summary>The method that a generated proxy stands for, or null.</summary>
    public IMethodSymbol? TaskOf(ITypeSymbol? proxy) => proxy is { ContainingType: { } host } && IsProxy(proxy)
        ? host.GetMembers().OfType<IMethodSymbol>().FirstOrDefault(method =>
            KnownTypes.IsTask(method) && TaskNaming.DefinitionNameOf(TaskNaming.ProxyNameOf(method)) == proxy.Name)
        : null;

    private bool IsSender(INamedTypeSymbol type) => IsCall(type) || IsClient(type) || IsProxy(type);

    private static bool Derives(INamedTypeSymbol type, INamedTypeSymbol from)
    {
        for (var one = type; one is not null; one = one.BaseType)
        {
            if (Same(one, from))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Same(INamedTypeSymbol type, INamedTypeSymbol known) =>
        SymbolEqualityComparer.Default.Equals(type.OriginalDefinition, known);
}
