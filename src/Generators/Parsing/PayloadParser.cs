using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using TypedTasks.Generators.Model;
using TypedTasks.Roslyn;

namespace TypedTasks.Generators.Parsing;

/// <summary>Turns the shapes of payload types into models, each once per compilation.</summary>
internal sealed class PayloadParser
{
    private static readonly ConditionalWeakTable<Compilation, PayloadParser> OfCompilations = new();

    private readonly ConcurrentDictionary<ITypeSymbol, PayloadModel> models = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ITypeSymbol, EquatableArray<PayloadModel>> closures = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ITypeSymbol, bool> retired = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ITypeSymbol, PayloadRef> references = new(SymbolEqualityComparer.IncludeNullability);
    private readonly PayloadShapes shapes;

    private PayloadParser(Compilation compilation) => shapes = PayloadShapes.Of(compilation);

    public static PayloadParser Of(Compilation compilation) => OfCompilations.GetValue(compilation, static one => new PayloadParser(one));

    /// <summary>Whether an argument must not be printed.</summary>
    public bool IsSensitive(IParameterSymbol parameter) => Sensitivity.Of(parameter, shapes);

    /// <summary>How a value of a type is written and read.</summary>
    public PayloadRef Ref(ITypeSymbol type) => references.TryGetValue(type, out PayloadRef? known) ? known : references.GetOrAdd(type, RefNow(type));

    /// <summary>Whether a type is obsolete as an error.</summary>
    public bool IsRetired(ITypeSymbol type) => retired.TryGetValue(type, out bool known) ? known : retired.GetOrAdd(type, Retired.Is(type));

    /// <summary>The same where a parameter or a member may name a serializer of its own.</summary>
    public PayloadRef Ref(ITypeSymbol type, SaidSerializer? serializer) => serializer is null ? Ref(type) : RefOf(type, shapes.ShapeOf(type, serializer));

    /// <summary>Whether its serializer is obsolete as an error.</summary>
    public bool IsRetired(ITypeSymbol type, SaidSerializer? serializer) => Retired.Is(shapes.ShapeOf(type, serializer).Serializer);

    private PayloadRef RefNow(ITypeSymbol type) => RefOf(type, shapes.ShapeOf(type));

    private static PayloadRef RefOf(ITypeSymbol type, PayloadShape shape)
    {
        bool own = shape.Kind is not (PayloadKind.Primitive or PayloadKind.Enum or PayloadKind.Custom);
        ITypeSymbol? held = type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable ? nullable.TypeArguments[0] : null;
        return new PayloadRef
        {
            Type = Names.Annotated(type),
            Reader = shape.Reader,
            Enum = shape.Kind == PayloadKind.Enum ? Names.Plain(type) : null,
            Serializer = own ? Names.OfShape(type) : null,
            Custom = shape.Serializer is { } custom ? $"{(held is null ? string.Empty : "Nullable")}<{Names.Plain(custom)}, {Names.Plain(held ?? type)}>" : null,
            NeverNull = type is { IsReferenceType: true, NullableAnnotation: not NullableAnnotation.Annotated },
        };
    }

    /// <summary>The serializers that a type needs: its own and those of all that it leads to.</summary>
    public EquatableArray<PayloadModel> Closure(ITypeSymbol root, SaidSerializer? serializer) =>
        serializer is not null ? ClosureNow(root, serializer)
        : closures.TryGetValue(root, out EquatableArray<PayloadModel> known) ? known
        : closures.GetOrAdd(root, ClosureNow(root, null));

    private EquatableArray<PayloadModel> ClosureNow(ITypeSymbol root, SaidSerializer? serializer)
    {
        var closure = new List<PayloadModel>();
        foreach (PayloadShape shape in shapes.Walk(root, serializer).Shapes)
        {
            if (shape.Kind is not (PayloadKind.Primitive or PayloadKind.Enum or PayloadKind.Custom))
            {
                closure.Add(models.TryGetValue(shape.Type, out PayloadModel? model) ? model : models.GetOrAdd(shape.Type, Seen.Before(Parse(shape))));
            }
        }

        return closure.ToEquatableArray();
    }

    private PayloadModel Parse(PayloadShape shape)
    {
        (string build, IEnumerable<string> items) = TupleOf(shape);
        return new PayloadModel
        {
            Name = Names.OfShape(shape.Type),
            Type = Names.Plain(shape.Type),
            Kind = shape.Kind,
            IsReferenceType = shape.Type.IsReferenceType,
            Retired = Retired.Is(shape.Type) || shape.Edges.Any(one => Retired.Is(one.Type) || IsRetired(one.Type, one.Serializer))
                || (shape.Contract is { } promise && (Retired.Is(promise.Constructor) || promise.Members.Any(static one => Retired.Is(one.Symbol)))),
            Inner = shape.Edges.Select(one => Ref(one.Type, one.Serializer) with { Type = Names.Plain(one.Type), NeverNull = false }).ToEquatableArray(),
            Collection = shape.Form is { } form ? CollectionOf(shape, form) : null,
            Items = items.ToEquatableArray(),
            Build = build,
            Object = shape.Contract is { } contract ? ObjectOf((INamedTypeSymbol)shape.Type, contract) : null,
            Union = shape.Kind == PayloadKind.Union ? UnionOf(shape) : null,
        };
    }

    private static UnionModel UnionOf(PayloadShape shape)
    {
        int inner = shape.Contract?.Members.Count ?? 0;
        return new UnionModel(
            shape.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat),
            shape.Cases.Select(one => new CaseModel(
                one.Key,
                Names.Plain(one.Type),
                one.Classes.Select(Names.Plain).ToEquatableArray(),
                SymbolEqualityComparer.Default.Equals(one.Type, shape.Type) ? -1 : inner++)).ToEquatableArray());
    }

    private static (string Build, IEnumerable<string> Items) TupleOf(PayloadShape shape) => shape switch
    {
        { Kind: not PayloadKind.Tuple } => (string.Empty, []),
        { Type: INamedTypeSymbol { IsTupleType: true, TupleElements.Length: > 1 and < 8 } } => ("(", Enumerable.Range(1, shape.Edges.Count).Select(static one => "Item" + one)),
        _ when shape.Type.Name == "KeyValuePair" => ($"new {Names.Plain(shape.Type)}(", ["Key", "Value"]),
        _ => ($"new global::System.{shape.Type.Name}<{string.Join(", ", shape.Edges.Select(static one => Names.Plain(one.Type)))}>(",
            Enumerable.Range(1, shape.Edges.Count).Select(static one => one == 8 ? "Rest" : "Item" + one)),
    };

    private static CollectionModel CollectionOf(PayloadShape shape, CollectionForm form)
    {
        string[] elements = [.. shape.Edges.Select(static one => Names.Plain(one.Type))];
        string arguments = "<" + string.Join(", ", elements) + ">";
        string space = shape.Type.ContainingNamespace?.Name ?? string.Empty;
        bool isMemory = shape.Type is { Name: "Memory" or "ReadOnlyMemory", IsValueType: true };
        return new CollectionModel
        {
            Kind = form.Kind,
            Build = form.Build.Length > 0 ? "global::" + form.Build + arguments : Names.Plain(shape.Type),
            Count = form.Count,
            IsNil = shape.Type switch
            {
                { IsReferenceType: true } => "value is null",
                { Name: "ImmutableArray" } => "value.IsDefault",
                { Name: "ArraySegment" } => "value.Array is null",
                _ => null,
            },
            Walked = isMemory ? "value.Span"
                : form.Count.Length > 0 ? "value"
                : space == "Buffers" ? "global::System.Buffers.BuffersExtensions.ToArray(value)"
                : space == "Concurrent" ? "value.ToArray()"
                : "global::System.Linq.Enumerable.ToArray(value)",
            Dimensions = (shape.Type as IArrayTypeSymbol)?.Rank ?? 1,
            Elements = elements.ToEquatableArray(),
            IsUsers = form.IsUsers,
        };
    }

    private static ObjectModel ObjectOf(INamedTypeSymbol type, PayloadContract contract)
    {
        bool setsRequired = contract.Constructor is { } chosen && PayloadContracts.SetsRequired(chosen);
        PayloadMember[] members = [.. contract.Members];
        return new ObjectModel
        {
            DisplayName = type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat),
            AsArray = contract.AsArray,
            HasCallbacks = contract.HasCallbacks,
            Members = members.Select(one => new MemberModel
            {
                Name = Names.Escape(one.Name),
                PlainName = one.Name,
                Key = Literals.Quote(one.Key),
                KeyLength = System.Text.Encoding.UTF8.GetByteCount(one.Key),
                Index = one.Index,
                Type = Names.Plain(one.Type),
                InConstructor = one.Parameter is not null,
                InitOnly = one.InitOnly,
                WrittenOnly = !one.IsReadBack,
                Required = one.Parameter is { } parameter ? !parameter.HasExplicitDefaultValue : one.Required && !setsRequired,
                RequiredByCompiler = one.Required && !setsRequired,
                Default = one.Parameter is { } optional ? Literals.DefaultOf(optional) : null,
            }).ToEquatableArray(),
            Constructor = (contract.Constructor is { } constructor ? constructor.Parameters : System.Collections.Immutable.ImmutableArray<IParameterSymbol>.Empty)
                .Select(parameter => Array.FindIndex(members, one => SymbolEqualityComparer.Default.Equals(one.Parameter, parameter)))
                .ToEquatableArray(),
        };
    }
}
