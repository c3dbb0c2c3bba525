using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using TypedTasks.Analyzers.CallSite;
using TypedTasks.Analyzers.TaskBody;
using TypedTasks.Roslyn;

namespace TypedTasks.Analyzers.Composition;

/// <summary>What the calls of a program say of its host. Filled by many threads, read when all have ended.</summary>
internal sealed class HostParts
{
    private const string Extensions = "Microsoft.Extensions.DependencyInjection";

    private readonly ConcurrentBag<Location> setups = [];
    private readonly ConcurrentBag<Location> sends = [];
    private readonly ConcurrentDictionary<string, bool> registered = new(StringComparer.Ordinal);
    private readonly HashSet<IAssemblySymbol> strangers = new(SymbolEqualityComparer.Default);
    private readonly SendingTypes? senders;
    private readonly Compilation compilation;
    private volatile bool hasWorker;
    private volatile bool registersAll;
    private volatile bool isPartlyElsewhere;

    public HostParts(Compilation compilation)
    {
        this.compilation = compilation;
        senders = SendingTypes.From(compilation);
        foreach (var assembly in compilation.SourceModule.ReferencedAssemblySymbols)
        {
            if (assembly.Modules.First().ReferencedAssemblies.Any(static one => one.Name == KnownTypes.RuntimeAssembly))
            {
                strangers.Add(assembly);
            }
        }
    }

    /// <summary>Whether somebody else's code may register, or names the client itself: then nothing is certain.</summary>
    public bool IsPartlyElsewhere => isPartlyElsewhere;

    public bool HasWorker => hasWorker;

    /// <summary>The first call of AddTypedTasks, or null.</summary>
    public Location? Setup => First(setups);

    /// <summary>The first Delay, or null.</summary>
    public Location? Send => First(sends);

    /// <summary>What stands behind an alias alone is not among the references that one call registers.</summary>
    public bool Registers(IAssemblySymbol assembly) => registered.ContainsKey(assembly.Name) || (registersAll && assembly.IsNamedGlobally(compilation));

    /// <summary>The referenced assemblies that hold tasks.</summary>
    public IEnumerable<IAssemblySymbol> ReferencedModules => strangers
        .Where(static one => one.Has(KnownTypes.TaskModuleAttribute))
        .OrderBy(static one => one.Name, StringComparer.Ordinal);

    public void See(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        var type = method.ContainingType;
        if (method.Name == "AddTypedTasks" && type.Is($"{Extensions}.TypedTasksServiceCollectionExtensions"))
        {
            setups.Add(call.NameLocation());
        }
        else if (method.Name == "AddWorker" && type.Is($"{Extensions}.TypedTasksBuilderExtensions"))
        {
            hasWorker = true;
        }
        else if (method.Name == "AddModule" && type.Is("TypedTasks.Dispatch.ITypedTasksBuilder"))
        {
            SeeModule(call);
        }
        else if (IsRegistration(method))
        {
            SeeRegistration(method);
        }
        else if (method.Name == "Use" && type.Is("TypedTasks.TaskClient"))
        {
            isPartlyElsewhere = true;
        }
        else if (method.Name is "Delay" or "DelayMany" && senders?.Sends(method) == true)
        {
            sends.Add(call.NameLocation());
        }
        else if (strangers.Count > 0 && strangers.Contains(method.ContainingAssembly) && MayRegister(method))
        {
            isPartlyElsewhere = true;
        }
    }

    /// <summary>The generated <c>AddXTasks</c> of an assembly.</summary>
    public static string? RegistrationOf(IAssemblySymbol assembly) => Namespace(assembly.GlobalNamespace, Extensions)?.GetTypeMembers()
        .Where(static type => type.IsStatic && type.Name.EndsWith("TasksRegistration", StringComparison.Ordinal))
        .SelectMany(static type => type.GetMembers().OfType<IMethodSymbol>())
        .FirstOrDefault(static method => IsRegistration(method) && method.Name.EndsWith("Tasks", StringComparison.Ordinal))?.Name;

    private static bool IsRegistration(IMethodSymbol method) =>
        method.Name.StartsWith("Add", StringComparison.Ordinal)
        && method.ContainingType is { IsStatic: true } type
        && type.Name.EndsWith("TasksRegistration", StringComparison.Ordinal)
        && type.ContainingNamespace.ToDisplayString() == Extensions;

    private void SeeRegistration(IMethodSymbol method)
    {
        registered[method.ContainingAssembly.Name] = true;
        if (method.Name.EndsWith("TasksAndReferenced", StringComparison.Ordinal))
        {
            if (SymbolEqualityComparer.Default.Equals(method.ContainingAssembly, compilation.Assembly))
            {
                registersAll = true;
            }

            // What another assembly references is known where it was compiled.
            isPartlyElsewhere |= !registersAll;
        }
    }

    private void SeeModule(IInvocationOperation call)
    {
        if (call.Arguments is [{ Value: var given }] && given.Bare() is IPropertyReferenceOperation { Property: { Name: "Instance", ContainingType: var module } })
        {
            registered[module.ContainingAssembly.Name] = true;
        }
        else
        {
            isPartlyElsewhere = true;
        }
    }

    /// <summary>A helper of a library that knows tasks, given something to register in: <c>services.AddShop()</c>.</summary>
    private static bool MayRegister(IMethodSymbol method) =>
        method.ContainingAssembly.Name is not ("TypedTasks.Redis" or "TypedTasks.Testing")
        && method.Parameters.Any(static one => one.Type.ContainingNamespace?.ToDisplayString() is { } space
            && (space.StartsWith("Microsoft.Extensions", StringComparison.Ordinal)
                || space.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal)
                || space.StartsWith("TypedTasks", StringComparison.Ordinal)));

    private static INamespaceSymbol? Namespace(INamespaceSymbol root, string name) =>
        name.Split('.').Aggregate((INamespaceSymbol?)root, static (space, part) => space?.GetNamespaceMembers().FirstOrDefault(one => one.Name == part));

    private static Location? First(IEnumerable<Location> places) => places
        .OrderBy(static place => place.SourceTree?.FilePath, StringComparer.Ordinal)
        .ThenBy(static place => place.SourceSpan.Start)
        .FirstOrDefault();
}
