using System.Globalization;

namespace TypedTasks.Contract;

/// <summary>Whether what one build writes, another can read.</summary>
/// <param name="from">The build that writes.</param>
/// <param name="to">The build that reads.</param>
/// <param name="trustsNames">Whether shapes of one name are taken as equal: where they are compared by themselves.</param>
internal sealed class WireCompatibility(WireContract from, WireContract to, bool trustsNames)
{
    private readonly Dictionary<(string From, string To), string?> shapes = [];

    /// <summary>The pairs that the question in progress has found nothing against: all of it rests on what is still open.</summary>
    private readonly List<(string From, string To)> provisional = [];

    private readonly object gate = new();

    /// <summary>Why values of one type cannot be read as another: half a sentence; null where they can.</summary>
    public string? Problem(WireType written, WireType read)
    {
        if (written.IsNullable && !read.IsNullable && !ReadsNil(read))
        {
            return $"null cannot be read as {read.Text}";
        }

        written = written.OrNil(false);
        read = read.OrNil(false);
        if (written.Kind == WireTypeKind.Named && read.Kind == WireTypeKind.Named)
        {
            return ShapeProblem(written.Name, read.Name);
        }

        if (IntegerOf(written, from) is { } values && IntegerOf(read, to) is { } range)
        {
            return values.Min >= range.Min && values.Max <= range.Max ? null : $"not every {written.Text} fits into {read.Text}";
        }

        if (WrittenBy(written, from) is { } writer && WrittenBy(read, to) is { } reader && writer == reader)
        {
            return null;
        }

        if (written.Kind != read.Kind)
        {
            return No(written, read);
        }

        return written.Kind switch
        {
            WireTypeKind.Primitive => PrimitiveProblem(written, read),
            WireTypeKind.Opaque => No(written, read),
            WireTypeKind.Tuple when written.Inner.Count != read.Inner.Count => No(written, read),
            _ => written.Inner.Zip(read.Inner, Problem).FirstOrDefault(static one => one is not null),
        };
    }

    /// <summary>Whether nil is read as null although the type does not say so: of reference types it is.</summary>
    private bool ReadsNil(WireType type) => type.Kind switch
    {
        WireTypeKind.Primitive => WirePrimitives.FormOf(type.Name).IsReference,
        WireTypeKind.Tuple => false,
        WireTypeKind.Named => to.Shape(type.Name) is not { Kind: ShapeKind.Struct or ShapeKind.Enum },
        _ => true,
    };

    private static WireForm? IntegerOf(WireType type, WireContract contract)
    {
        string? name = type.Kind switch
        {
            WireTypeKind.Primitive => type.Name,
            WireTypeKind.Named when contract.Shape(type.Name) is { Kind: ShapeKind.Enum } shape => shape.Of,
            _ => null,
        };
        return name is not null && WirePrimitives.TryFormOf(name) is { Kind: WireFormKind.Integer } form ? form : null;
    }

    /// <summary>The user's serializer, whether the type names it or the place where it stands; else null.</summary>
    private static string? WrittenBy(WireType type, WireContract contract) => type.Kind switch
    {
        WireTypeKind.Opaque => type.Name,
        WireTypeKind.Named when contract.Shape(type.Name) is { Kind: ShapeKind.Custom } shape => WireType.CustomOf(shape.Name, shape.Of).Name,
        _ => null,
    };

    private static string? PrimitiveProblem(WireType written, WireType read)
    {
        if (written.Name == read.Name)
        {
            return null;
        }

        WireForm value = WirePrimitives.FormOf(written.Name);
        WireForm form = WirePrimitives.FormOf(read.Name);
        bool fits = (value.Kind, form.Kind) switch
        {
            (WireFormKind.Float, WireFormKind.Float) => value.Digits <= form.Digits,

            // A float is read from an int too, exactly as far as its digits go.
            (WireFormKind.Integer, WireFormKind.Float) => Math.Max(value.Max, -value.Min) <= (decimal)Math.Pow(2, form.Digits),
            (WireFormKind.Text, WireFormKind.Text) => read.Name is "string" or "StringBuilder",
            _ => false,
        };
        return fits ? null : No(written, read);
    }

    private string? ShapeProblem(string written, string read)
    {
        if (trustsNames && written == read)
        {
            return null;
        }

        // Analyzers ask from several threads, and what one has half of an answer to is no answer to another.
        lock (gate)
        {
            if (shapes.TryGetValue((written, read), out string? known))
            {
                return known;
            }

            // A type that leads to itself is compatible unless something else of it is not.
            bool isOutermost = provisional.Count == 0;
            shapes[(written, read)] = null;
            provisional.Add((written, read));
            string? problem = ShapeProblemNow(written, read);
            if (isOutermost)
            {
                if (problem is not null)
                {
                    // Of a question that ends badly only the bad answers last: a good one may rest on a pair that turned out to be bad.
                    provisional.RemoveAll(one => shapes[one] is null && shapes.Remove(one));
                }

                provisional.Clear();
            }

            return problem is null ? null : shapes[(written, read)] = problem;
        }
    }

    private string? ShapeProblemNow(string written, string read) => (from.Shape(written), to.Shape(read)) switch
    {
        (null, _) or (_, null) => $"{written} is not known",
        ({ IsObject: true } one, { IsObject: true } other) => ObjectProblem(one, other),
        ({ Kind: ShapeKind.Enum } one, { Kind: ShapeKind.Enum } other) => Problem(WireType.Primitive(one.Of), WireType.Primitive(other.Of)),
        ({ Kind: ShapeKind.Union } one, { Kind: ShapeKind.Union } other) => UnionProblem(one, other),
        ({ Kind: ShapeKind.Custom } one, { Kind: ShapeKind.Custom } other) when one.Of == other.Of => null,
        var (one, other) => $"{written} is written as {Word(one)} and read as {Word(other)}",
    };

    private string? ObjectProblem(ShapeEntry written, ShapeEntry read)
    {
        if (written.IsArray != read.IsArray)
        {
            return $"{written.Name} is written as {(written.IsArray ? "an array" : "a map")} and read as {(read.IsArray ? "an array" : "a map")}";
        }

        foreach (MemberEntry member in read.Members)
        {
            MemberEntry? source = written.Members.FirstOrDefault(one => written.IsArray ? one.Index == member.Index : one.Key == member.Key);
            string? problem = source is not null ? Problem(source.Value.Type, member.Value.Type)
                : member.Required ? $"the required member is missing in {written.Name}"
                : null;
            if (problem is not null)
            {
                return $"{read.Name}.{member.Key}: {problem}";
            }
        }

        return null;
    }

    private string? UnionProblem(ShapeEntry written, ShapeEntry read)
    {
        foreach (CaseEntry one in written.Cases)
        {
            CaseEntry? other = read.Cases.FirstOrDefault(other => other.Key == one.Key);
            if (other is null)
            {
                return $"{read.Name} has no case {one.Key.ToString(CultureInfo.InvariantCulture)}";
            }

            if (Problem(one.Type, other.Type) is { } problem)
            {
                return problem;
            }
        }

        return null;
    }

    private static string Word(ShapeEntry shape) => shape.Kind switch
    {
        ShapeKind.Enum => "an enum",
        ShapeKind.Union => "a union",
        ShapeKind.Custom => $"{shape.Of} writes it",
        _ => "an object",
    };

    private static string No(WireType written, WireType read) => $"{written.Text} cannot be read as {read.Text}";
}
