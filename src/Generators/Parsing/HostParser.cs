using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using TypedTasks.Generators.Model;
using TypedTasks.Roslyn;

namespace TypedTasks.Generators.Parsing;

/// <summary>Reads the type around a task method, and what builds it.</summary>
internal static class HostParser
{
    private static readonly ConditionalWeakTable<Compilation, ConcurrentDictionary<INamedTypeSymbol, HostModel>> OfInstances = new();
    private static readonly ConditionalWeakTable<Compilation, ConcurrentDictionary<INamedTypeSymbol, HostModel>> OfStatics = new();

    /// <summary>Looked at once a type, however many tasks it has; an interface is itself the service that each task wants.</summary>
    public static HostModel Parse(IMethodSymbol method, Compilation compilation)
    {
        INamedTypeSymbol host = method.ContainingType;
        if (host.TypeKind == TypeKind.Interface)
        {
            return ParseNow(method);
        }

        ConcurrentDictionary<INamedTypeSymbol, HostModel> models =
            (method.IsStatic ? OfStatics : OfInstances).GetValue(compilation, static _ => new(SymbolEqualityComparer.Default));
        return models.TryGetValue(host, out HostModel? model) ? model : models.GetOrAdd(host, ParseNow(method));
    }

    private static HostModel ParseNow(IMethodSymbol method)
    {
        INamedTypeSymbol host = method.ContainingType;
        HostKind kind = method.IsStatic ? HostKind.None
            : host.TypeKind == TypeKind.Interface ? HostKind.Interface
            : host.IsValueType ? HostKind.Struct
            : HostKind.Class;
        IMethodSymbol? constructor = kind is HostKind.Class or HostKind.Struct ? HostConstructor.Of(host) : null;
        return new HostModel
        {
            Retired = Retired.Is(host) || (constructor is not null && (Retired.Is(constructor) || constructor.Parameters.Any(static one => Retired.Is(one.Type)))),
            Namespace = Names.Namespace(host),
            Declarations = Around(host).Reverse().Select(Declaration).ToEquatableArray(),
            Type = Names.Plain(host),
            Kind = kind,
            Services = (kind switch
            {
                HostKind.Interface => [Service(host, null, null, Caller(method))],
                HostKind.None => [],
                _ => constructor!.Parameters.Select(one => Parse(one, host.FullName())),
            }).ToEquatableArray(),
        };
    }

    /// <summary>A parameter of a constructor or of a task that the services give.</summary>
    public static ServiceModel Parse(IParameterSymbol parameter, string wantedBy)
    {
        string? key = parameter.Attribute(TaskParameterRoles.FromKeyedServices) switch
        {
            { ConstructorArguments: [var constant] } => Literals.Of(constant),
            _ => null,
        };
        string? otherwise = Literals.DefaultOf(parameter)
            ?? (parameter.Type.NullableAnnotation == NullableAnnotation.Annotated ? parameter.Type.IsValueType ? "default" : "null" : null);
        return Service(parameter.Type, key, otherwise, wantedBy);
    }

    public static string Caller(IMethodSymbol method) => method.ContainingType.FullName() + "." + method.Name;

    private static ServiceModel Service(ITypeSymbol type, string? key, string? otherwise, string wantedBy) => new()
    {
        Type = Names.Plain(type),
        Key = key,
        Otherwise = otherwise,
        IsValueType = type.IsValueType,
        IsProvider = key is null && type.Is("System.IServiceProvider"),
        WantedBy = wantedBy,
    };

    private static IEnumerable<INamedTypeSymbol> Around(INamedTypeSymbol? type)
    {
        for (; type is not null; type = type.ContainingType)
        {
            yield return type;
        }
    }

    private static string Declaration(INamedTypeSymbol type)
    {
        string keyword = type switch
        {
            { TypeKind: TypeKind.Interface } => "interface",
            { IsRecord: true, IsValueType: true } => "record struct",
            { IsRecord: true } => "record",
            { IsValueType: true } => "struct",
            _ => "class",
        };
        return $"partial {keyword} {Names.Escape(type.Name)}";
    }
}
