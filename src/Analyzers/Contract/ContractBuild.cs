using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using TypedTasks.Contract;
using TypedTasks.Roslyn;

namespace TypedTasks.Analyzers.Contract;

/// <summary>What a compilation's tasks are on the wire: the contract that its build has, and where each part of it stands in the source.</summary>
/// <remarks>Made once a compilation, from symbols alone, and dying with it.</remarks>
internal sealed class ContractBuild
{
    private static readonly ConditionalWeakTable<Compilation, ContractBuild> OfCompilations = new();

    private readonly Dictionary<string, IMethodSymbol> methods = new(StringComparer.Ordinal);
    private readonly Dictionary<string, PayloadShape> shapes = new(StringComparer.Ordinal);
    private readonly HashSet<string> broken = new(StringComparer.Ordinal);
    private readonly ContractTypes types;
    private readonly ShapeEntries entries;

    private ContractBuild(Compilation compilation)
    {
        types = new ContractTypes(compilation);
        entries = new ShapeEntries(types);
        foreach (IMethodSymbol method in TasksOf(compilation.Assembly.GlobalNamespace).OrderBy(static one => TaskNaming.WireNameOf(one), StringComparer.Ordinal))
        {
            Add(method);
        }
    }

    public WireContract Contract { get; } = new();

    public static ContractBuild Of(Compilation compilation) => OfCompilations.GetValue(compilation, static one => new ContractBuild(one));

    /// <summary>Whether a method has this name although it cannot be a task yet: half-written code takes nothing away.</summary>
    public bool IsBroken(string name) => broken.Contains(name);

    public IMethodSymbol? MethodOf(string task) => methods.TryGetValue(task, out IMethodSymbol? method) ? method : null;

    public INamedTypeSymbol? TypeOf(string shape) => shapes.TryGetValue(shape, out PayloadShape? known) ? (known.Type as INamedTypeSymbol)?.OriginalDefinition : null;

    private void Add(IMethodSymbol method)
    {
        string name = TaskNaming.WireNameOf(method);
        var met = new Stack<NamedShape>();
        if (EntryOf(method, name, met.Push) is not { } task || !Contract.TryAdd(task))
        {
            broken.Add(name);
            broken.UnionWith(TaskAliases.Of(method));
            return;
        }

        methods[name] = method;
        AddShapes(met);
    }

    private TaskEntry? EntryOf(IMethodSymbol method, string name, Action<NamedShape> met)
    {
        TaskOptions options = TaskOptions.Of(method);
        var parameters = new List<ParameterEntry>();
        foreach (IParameterSymbol parameter in method.Parameters.Where(static one => TaskParameterRoles.Of(one) == TaskParameterRole.Argument))
        {
            SaidSerializer? said = PayloadSerializers.On(parameter);
            if (parameter.RefKind != RefKind.None || !types.Travels(parameter.Type, said))
            {
                return null;
            }

            parameters.Add(new(parameter.Name, types.ValueOf(parameter.Type, said, met), DefaultText.Of(parameter)));
        }

        ValueEntry? result = null;
        if (TaskReturn.Of(method).Result is { } returned)
        {
            SaidSerializer? said = PayloadSerializers.OnResult(method);
            if (!types.Travels(returned, said))
            {
                return null;
            }

            result = types.ValueOf(returned, said, met);
        }

        return WireNames.IsTask(name)
            ? new(name, options.Version ?? 1, [.. TaskAliases.Of(method).Where(one => WireNames.IsTask(one) && one != name).Distinct().OrderBy(static one => one, StringComparer.Ordinal)], parameters, result)
            : null;
    }

    /// <summary>The shapes and all that they lead to: as many as the generator has code for, which bounds them.</summary>
    private void AddShapes(Stack<NamedShape> met)
    {
        while (met.Count > 0)
        {
            NamedShape one = met.Pop();
            if (!shapes.ContainsKey(one.Name))
            {
                shapes.Add(one.Name, one.Shape);
                Contract.TryAdd(entries.Of(one, met.Push));
            }
        }
    }

    private static IEnumerable<IMethodSymbol> TasksOf(INamespaceOrTypeSymbol container)
    {
        var open = new Stack<INamespaceOrTypeSymbol>();
        open.Push(container);
        while (open.Count > 0)
        {
            foreach (ISymbol member in open.Pop().GetMembers())
            {
                if (member is INamespaceOrTypeSymbol inner)
                {
                    open.Push(inner);
                }
                else if (member is IMethodSymbol { MethodKind: MethodKind.Ordinary, PartialDefinitionPart: null } method && KnownTypes.IsTask(method))
                {
                    yield return method;
                }
            }
        }
    }
}
