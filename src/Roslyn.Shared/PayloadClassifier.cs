using Microsoft.CodeAnalysis;

namespace TypedTasks.Roslyn;

/// <summary>Decides what one type is as a payload, without following it.</summary>
internal static class PayloadClassifier
{
    public static PayloadShape Classify(ITypeSymbol type, Compilation compilation)
    {
        if (type.TypeKind == TypeKind.Error)
        {
            return Unsupported(type, "its type does not exist");
        }

        if (PayloadSerializers.Of(type, compilation) is { } custom)
        {
            return Custom(type, custom, compilation);
        }

        if (PayloadPrimitives.ReaderOf(type) is { } reader)
        {
            return new(type, PayloadKind.Primitive) { Reader = reader };
        }

        if (type is IArrayTypeSymbol && CollectionForm.OfSequence(type) is null)
        {
            return Unsupported(type, "arrays of more than four dimensions cannot travel; use an array of arrays");
        }

        if (type is not (IArrayTypeSymbol or INamedTypeSymbol))
        {
            return type.TypeKind switch
            {
                TypeKind.Dynamic => Unsupported(type, NoUnion("dynamic says nothing about what travels")),
                TypeKind.Pointer or TypeKind.FunctionPointer => Unsupported(type, "pointers cannot travel"),
                TypeKind.TypeParameter => Unsupported(type, "its type is open"),
                _ => Unsupported(type, "it cannot travel"),
            };
        }

        if (!IsReachable(type, compilation))
        {
            return Unsupported(type, "it is not accessible in the whole assembly");
        }

        if (type is not INamedTypeSymbol named)
        {
            return Sequence(type)!;
        }

        if (named.EnumUnderlyingType is { } integer)
        {
            return new(type, PayloadKind.Enum) { Reader = PayloadPrimitives.ReaderOf(integer) };
        }

        if (named.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T)
        {
            return new(type, PayloadKind.Nullable) { Edges = [new(string.Empty, named.TypeArguments[0])] };
        }

        if (named.Is("System.Lazy`1"))
        {
            return new(type, PayloadKind.Lazy) { Edges = [new(string.Empty, named.TypeArguments[0])] };
        }

        return PayloadUnions.IsUnion(named) ? Union(named) : Tuple(named) ?? Map(named) ?? Sequence(named) ?? Object(named);
    }

    /// <summary>What a user's serializer writes and reads.</summary>
    public static PayloadShape Custom(ITypeSymbol type, SaidSerializer said, Compilation compilation)
    {
        (INamedTypeSymbol? serializer, string? problem) = type switch
        {
            { TypeKind: TypeKind.Error or TypeKind.Pointer or TypeKind.FunctionPointer or TypeKind.TypeParameter } or { IsRefLikeType: true } => (null, "no serializer can write such a type"),
            _ when !IsReachable(type, compilation) => (null, "it is not accessible in the whole assembly"),
            INamedTypeSymbol union when PayloadUnions.IsUnion(union) && PayloadSerializers.OwnOf(union) == said =>
                (null, $"{union.Name} carries [TaskSerializer] and cases of a union; keep one"),
            _ => PayloadSerializers.Resolve(said, type, compilation),
        };
        return serializer is null
            ? Unsupported(type, new PayloadProblem(PayloadProblemKind.BadSerializer, problem!))
            : new(type, PayloadKind.Custom) { Serializer = serializer };
    }

    /// <summary>Serializers live beside the dispatch table: what they name must be visible there.</summary>
    public static bool IsReachable(ITypeSymbol type, Compilation compilation)
    {
        for (ITypeSymbol? one = type; one is not null; one = one.ContainingType)
        {
            if (one is INamedTypeSymbol { IsFileLocal: true } || (one is INamedTypeSymbol && !compilation.IsSymbolAccessibleWithin(one.OriginalDefinition, compilation.Assembly)))
            {
                return false;
            }
        }

        return true;
    }

    private static PayloadShape? Tuple(INamedTypeSymbol type)
    {
        if (type.IsTupleType && type.TupleElements.Length is > 1 and < 8)
        {
            return new(type, PayloadKind.Tuple) { Edges = [.. type.TupleElements.Select(static (one, i) => new PayloadEdge("." + one.Name, one.Type))] };
        }

        if (type.Is("System.Collections.Generic.KeyValuePair`2"))
        {
            return new(type, PayloadKind.Tuple) { Edges = [new(".Key", type.TypeArguments[0]), new(".Value", type.TypeArguments[1])] };
        }

        // Beyond seven a tuple nests: the eighth argument is the tuple of the rest, and MessagePack-CSharp writes it as it is.
        return type.ContainingNamespace is { Name: "System" } && type.Name is "Tuple" or "ValueTuple" && type.TypeArguments.Length is > 0 and <= 8
            && (type.MetadataName().StartsWith("System.Tuple`", StringComparison.Ordinal) || type.MetadataName().StartsWith("System.ValueTuple`", StringComparison.Ordinal))
            ? new(type, PayloadKind.Tuple) { Edges = [.. type.TypeArguments.Select(static (one, i) => new PayloadEdge(i == 7 ? ".Rest" : ".Item" + (i + 1), one))] }
            : null;
    }

    private static PayloadShape? Map(INamedTypeSymbol type) => CollectionForm.OfMap(type) is { } map
        ? map.Form.IsUsers && PayloadContracts.LostBeside(type) is { } lost ? Unsupported(type, lost) : new(type, PayloadKind.Map) { Form = map.Form, Edges = [new("[].Key", map.Key), new("[]", map.Value)] }
        : null;

    private static PayloadShape? Sequence(ITypeSymbol type) => CollectionForm.OfSequence(type) is { } sequence
        ? sequence.Form.IsUsers && PayloadContracts.LostBeside((INamedTypeSymbol)type) is { } lost ? Unsupported(type, lost) : new(type, PayloadKind.Collection) { Form = sequence.Form, Edges = [new("[]", sequence.Element)] }
        : null;

    private static PayloadShape Object(INamedTypeSymbol type)
    {
        if (NoObject(type) is { } problem)
        {
            return Unsupported(type, problem);
        }

        (PayloadContract? contract, PayloadProblem? missing) = PayloadContracts.Of(type);
        return contract is null
            ? Unsupported(type, missing!)
            : new(type, PayloadKind.Object) { Contract = contract, Edges = [.. contract.Members.Select(static one => new PayloadEdge("." + one.Name, one.Type, PayloadSerializers.On(one)))] };
    }

    private static PayloadShape Union(INamedTypeSymbol type)
    {
        (IReadOnlyList<PayloadCase> cases, PayloadProblem? problem) = PayloadUnions.Of(type);
        if (problem is not null)
        {
            return Unsupported(type, problem);
        }

        PayloadCase[] others = [.. cases.Where(one => !SymbolEqualityComparer.Default.Equals(one.Type, type))];
        PayloadShape? own = others.Length < cases.Count ? Object(type) : null;
        return own is { Problem: { } none }
            ? Unsupported(type, none)
            : new(type, PayloadKind.Union)
            {
                Contract = own?.Contract,
                Cases = cases,
                Edges = [.. own?.Edges ?? [], .. others.Select(static one => new PayloadEdge($"({one.Type.Name})", one.Type))],
            };
    }

    private static PayloadProblem? NoObject(INamedTypeSymbol type) => type switch
    {
        { SpecialType: SpecialType.System_Object } => NoUnion("object says nothing about what travels"),
        _ when LiveObjects.Describe(type) is { } live => new(PayloadProblemKind.LiveObject, $"{type.Name} {live}"),
        _ when FrameworkTypes.AdviceFor(type) is { } advice => PayloadProblem.NotSerializable(advice),
        { TypeKind: TypeKind.Interface } => NoUnion("an interface does not say what to build when the task is read; declare its cases with [TaskUnion(key, typeof(...))], or name the class"),
        { IsStatic: true } => PayloadProblem.NotSerializable("a static class cannot travel"),
        { IsRefLikeType: true } => PayloadProblem.NotSerializable("a ref struct cannot travel"),
        { IsAbstract: true } => NoUnion("an abstract class cannot be built when the task is read; declare its cases with [TaskUnion(key, typeof(...))], or name the class"),
        { TypeKind: not (TypeKind.Class or TypeKind.Struct) } => PayloadProblem.NotSerializable("it cannot travel"),
        _ when IsOfTheFramework(type) => PayloadProblem.NotSerializable("it is none of the framework's types that can travel"),
        _ when type.AllInterfaces.Any(static one => one.SpecialType == SpecialType.System_Collections_IEnumerable) =>
            PayloadProblem.NotSerializable("a collection of one's own needs a public constructor without parameters and ICollection<T> or IDictionary<TKey, TValue>"),
        _ => null,
    };

    private static PayloadProblem NoUnion(string reason) => new(PayloadProblemKind.NoUnion, reason);

    /// <summary>Types of <c>System</c> hold handles, threads and state: those that are values are known by name.</summary>
    public static bool IsOfTheFramework(INamedTypeSymbol type)
    {
        INamespaceSymbol? space = type.ContainingNamespace;
        while (space is { ContainingNamespace.IsGlobalNamespace: false })
        {
            space = space.ContainingNamespace;
        }

        return space is { Name: "System" } && !type.Locations.Any(static one => one.IsInSource);
    }

    private static PayloadShape Unsupported(ITypeSymbol type, string reason) => Unsupported(type, PayloadProblem.NotSerializable(reason));

    private static PayloadShape Unsupported(ITypeSymbol type, PayloadProblem problem) => new(type, PayloadKind.Unsupported) { Problem = problem };
}
