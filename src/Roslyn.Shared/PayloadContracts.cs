using Microsoft.CodeAnalysis;

namespace TypedTasks.Roslyn;

/// <summary>Finds the members and the constructor of an object. MessagePack-CSharp's attributes are known by name.</summary>
internal static class PayloadContracts
{
    private const string SetsRequiredMembers = "System.Diagnostics.CodeAnalysis.SetsRequiredMembersAttribute";
    private const string Callbacks = "MessagePack.IMessagePackSerializationCallbackReceiver";

    /// <summary>The contract, or why there is none.</summary>
    public static (PayloadContract? Contract, PayloadProblem? Problem) Of(INamedTypeSymbol type)
    {
        PayloadAnnotation annotation = PayloadAnnotations.Of(type);
        List<PayloadMember> members = MembersOf(type, annotation, out PayloadProblem? problem);
        bool asArray = false;
        problem ??= AssignKeys(type, annotation, members, out asArray) ?? Formatter(type, members);
        if (problem is not null)
        {
            return (null, problem);
        }

        (IMethodSymbol? constructor, problem) = PayloadConstructors.Choose(type, annotation, members, asArray);
        if (constructor is null)
        {
            return (null, problem);
        }

        foreach (IParameterSymbol parameter in constructor.Parameters)
        {
            PayloadConstructors.MemberOf(parameter, members, asArray)!.Parameter = parameter;
        }

        problem = Unset(type, members, constructor) ?? Lost(type, members);
        if (problem is not null)
        {
            return (null, problem);
        }

        // What is computed but has a key is written, as MessagePack-CSharp does, and skipped by a reader.
        List<PayloadMember> kept = members.FindAll(one => one.IsReadBack || annotation is PayloadAnnotation.Keys or PayloadAnnotation.Data);
        return (new PayloadContract(asArray, kept, constructor) { HasCallbacks = HasCallbacks(type) }, null);
    }

    private static bool HasCallbacks(INamedTypeSymbol type) => type.AllInterfaces.Any(static one => one.Is(Callbacks));

    private static PayloadProblem? Formatter(INamedTypeSymbol type, List<PayloadMember> members)
    {
        ISymbol? guilty = PayloadAnnotations.HasFormatter(type) ? type : members.Find(static one => PayloadAnnotations.HasFormatter(one.Symbol))?.Symbol;
        return guilty is not null
            ? PayloadProblem.NotSerializable($"{guilty.Name} carries [MessagePackFormatter], which is code for MessagePack-CSharp alone", guilty is INamedTypeSymbol ? null : guilty)
            : type.IsValueType && HasCallbacks(type)
                ? PayloadProblem.NotSerializable($"{type.Name} is a struct with callbacks, which would change a copy of it; make it a class")
                : null;
    }

    private static PayloadProblem? Unset(INamedTypeSymbol type, List<PayloadMember> members, IMethodSymbol constructor)
    {
        if (members.Find(static one => one.Required && !one.IsReadBack) is { } required)
        {
            return new(PayloadProblemKind.NoConstructor, $"the required member {required.Name} cannot be set", required.Symbol);
        }

        return !SetsRequired(constructor) && RequiredMember(type, members) is { } unset
            ? new(PayloadProblemKind.NoConstructor, $"the required member {unset.Name} is not public or is ignored, so that nothing would set it", unset)
            : null;
    }

    private static PayloadProblem? Lost(INamedTypeSymbol type, List<PayloadMember> members)
    {
        if (members.Count > 0 && members.TrueForAll(static one => !one.IsReadBack))
        {
            return new(PayloadProblemKind.MemberLost, $"no member of {type.Name} can be read back: give it setters, or a constructor with parameters of the members' names", members[0].Symbol);
        }

        if (members.Find(static one => !one.IsReadBack && HoldsState(one.Symbol)) is { } lost)
        {
            return new(PayloadProblemKind.MemberLost, $"{lost.Name} of {type.Name} would be lost on the way: give it a public setter or init, take it in the constructor, or mark it [IgnoreDataMember]", lost.Symbol);
        }

        return members.Count == 0 && Hidden(type) is { } hidden
            ? new(PayloadProblemKind.MemberLost, $"{type.Name} has no public member that could carry its state", hidden)
            : null;
    }

    /// <summary>What a collection of one's own holds beside its elements, which alone travel.</summary>
    public static PayloadProblem? LostBeside(INamedTypeSymbol collection) => AndBases(collection)
        .TakeWhile(static one => !PayloadClassifier.IsOfTheFramework(one))
        .SelectMany(static one => one.GetMembers())
        .FirstOrDefault(static one => one is { IsStatic: false, DeclaredAccessibility: Accessibility.Public }
            && one is IPropertySymbol { IsIndexer: false, SetMethod.DeclaredAccessibility: Accessibility.Public } or IFieldSymbol { IsReadOnly: false, IsConst: false, IsImplicitlyDeclared: false }
            && !PayloadAnnotations.IsLeftOut(one, PayloadAnnotation.None)) is { } lost
        ? new(PayloadProblemKind.MemberLost, $"{lost.Name} of {collection.Name} would be lost on the way, because a collection travels as its elements alone: hold the collection in a class beside it, or mark it [IgnoreDataMember]", lost)
        : null;

    /// <summary>A member that the compiler wants set although it does not travel.</summary>
    private static ISymbol? RequiredMember(INamedTypeSymbol type, List<PayloadMember> members) => AndBases(type)
        .SelectMany(static one => one.GetMembers())
        .FirstOrDefault(one => one is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true } && members.TrueForAll(member => member.Name != one.Name));

    /// <summary>A computed property has nothing to lose; what is set somewhere has.</summary>
    private static bool HoldsState(ISymbol member) => member switch
    {
        IFieldSymbol => true,
        IPropertySymbol { SetMethod: not null } => true,
        _ => member.ContainingType.GetMembers().Any(one => one is IFieldSymbol field && SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, member)),
    };

    /// <summary>A field of a type without public members; one whose members are all ignored is empty on purpose.</summary>
    private static ISymbol? Hidden(INamedTypeSymbol type) =>
        AndBases(type).SelectMany(static one => one.GetMembers()).Any(static one => PayloadAnnotations.IsLeftOut(one, PayloadAnnotation.None))
            ? null
            : AndBases(type).SelectMany(static one => one.GetMembers()).FirstOrDefault(static one => one is IFieldSymbol { IsStatic: false, IsConst: false });

    private static IEnumerable<INamedTypeSymbol> AndBases(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? one = type; one is not null && one.SpecialType is not (SpecialType.System_Object or SpecialType.System_ValueType); one = one.BaseType)
        {
            yield return one;
        }
    }

    public static bool SetsRequired(IMethodSymbol constructor) => constructor.Has(SetsRequiredMembers);

    /// <summary>
    /// In the order of MessagePack-CSharp, base classes first: by name of each class its public properties, then its public fields; by
    /// key all properties, then all fields.
    /// </summary>
    private static List<PayloadMember> MembersOf(INamedTypeSymbol type, PayloadAnnotation annotation, out PayloadProblem? problem)
    {
        var members = new List<PayloadMember>();
        problem = null;
        bool byKey = annotation is PayloadAnnotation.Keys or PayloadAnnotation.Data;
        foreach (INamedTypeSymbol one in AndBases(type).Reverse())
        {
            foreach (ISymbol member in one.GetMembers().OrderBy(static member => member is IFieldSymbol))
            {
                if (member.IsStatic || member is not (IPropertySymbol { IsIndexer: false } or IFieldSymbol { IsConst: false, IsImplicitlyDeclared: false }))
                {
                    continue;
                }

                if (PayloadAnnotations.IsLeftOut(member, annotation))
                {
                    // MessagePack-CSharp asks the base and the override each for itself; who has annotated neither means the member.
                    members.RemoveAll(one => annotation == PayloadAnnotation.None && one.Name == member.Name);
                    continue;
                }

                switch (member)
                {
                    case { DeclaredAccessibility: Accessibility.Public } and IPropertySymbol { GetMethod.DeclaredAccessibility: Accessibility.Public } property:
                        IMethodSymbol? setter = SetterOf(property);
                        Put(members, byKey, new(property, property.Type, setter is not null, setter is { IsInitOnly: true }, property.IsRequired));
                        break;
                    case { DeclaredAccessibility: Accessibility.Public } and IFieldSymbol field:
                        Put(members, byKey, new(field, field.Type, !field.IsReadOnly, initOnly: false, field.IsRequired));
                        break;
                    case not null when PayloadAnnotations.IsAskedFor(member, annotation):
                        problem ??= new(PayloadProblemKind.MemberLost, $"{member.Name} of {type.Name} would be lost on the way: make it public, or take its attribute away", member);
                        break;
                }
            }
        }

        // MessagePack-CSharp writes both, by a name with its type in it or by both keys.
        if (members.Find(one => byKey && one.Symbol is IPropertySymbol { OverriddenProperty: { } overridden }
            && !Equals(PayloadAnnotations.KeyOf(one.Symbol, annotation), PayloadAnnotations.KeyOf(overridden, annotation))) is { } renamed)
        {
            problem ??= PayloadProblem.NotSerializable($"{renamed.Name} of {type.Name} has another key than the member that it overrides", renamed.Symbol);
        }

        if (annotation != PayloadAnnotation.None && members.Find(one => Hides(one.Symbol)) is { } hiding)
        {
            problem ??= PayloadProblem.NotSerializable($"{hiding.Name} of {type.Name} hides a member of its base, so that the two would have one key; rename it or mark one [IgnoreMember]", hiding.Symbol);
        }

        return byKey ? [.. members.OrderBy(static one => one.Symbol is IFieldSymbol)] : members;

        bool Hides(ISymbol member) => member is not IPropertySymbol { IsOverride: true }
            && AndBases(member.ContainingType).Skip(1).SelectMany(one => one.GetMembers(member.Name))
                .Any(one => one is { IsStatic: false, DeclaredAccessibility: Accessibility.Public } and (IPropertySymbol or IFieldSymbol) && !PayloadAnnotations.IsLeftOut(one, annotation));
    }

    /// <summary>An override or a hiding member replaces the one of its base, whose place it takes where there are keys.</summary>
    private static void Put(List<PayloadMember> members, bool byKey, PayloadMember member)
    {
        int place = members.FindIndex(one => one.Name == member.Name);
        if (place >= 0 && byKey)
        {
            members[place] = member;
            return;
        }

        if (place >= 0)
        {
            members.RemoveAt(place);
        }

        members.Add(member);
    }

    /// <summary>An override may leave its setter to the base.</summary>
    private static IMethodSymbol? SetterOf(IPropertySymbol property)
    {
        for (IPropertySymbol? one = property; one is not null; one = one.OverriddenProperty)
        {
            if (one.SetMethod is { } setter)
            {
                return setter.DeclaredAccessibility == Accessibility.Public ? setter : null;
            }
        }

        return null;
    }

    private static PayloadProblem? AssignKeys(INamedTypeSymbol type, PayloadAnnotation annotation, List<PayloadMember> members, out bool asArray)
    {
        // Without any member it is an empty array: the attribute's default is to have numbers.
        asArray = members.Count == 0 && annotation is PayloadAnnotation.Keys or PayloadAnnotation.Data;
        var indexes = new HashSet<int>();
        foreach (PayloadMember member in members)
        {
            switch (PayloadAnnotations.KeyOf(member.Symbol, annotation))
            {
                case int index and >= 0 and < 1024 when indexes.Add(index):
                    member.Index = index;
                    asArray = true;
                    break;
                case int index:
                    return PayloadProblem.NotSerializable($"the key {index} comes twice or is not 0 to 1023", member.Symbol);
                case string name:
                    member.Key = name;
                    break;
                default:
                    if (annotation == PayloadAnnotation.Keys)
                    {
                        return PayloadProblem.NotSerializable($"{type.Name} carries [MessagePackObject], so that {member.Name} needs [Key] or [IgnoreMember]", member.Symbol);
                    }

                    break;
            }
        }

        bool array = asArray;
        if (members.Find(one => one.Index < 0 == array) is { } odd && (asArray || odd.Index >= 0))
        {
            return PayloadProblem.NotSerializable($"{type.Name} mixes numbers and names as keys", odd.Symbol);
        }

        if (!asArray && members.GroupBy(static one => one.Key, StringComparer.Ordinal).FirstOrDefault(static one => one.Count() > 1) is { } twice)
        {
            return PayloadProblem.NotSerializable($"the key \"{twice.Key}\" comes twice", twice.Last().Symbol);
        }

        if (asArray)
        {
            members.Sort(static (one, other) => one.Index.CompareTo(other.Index));
        }

        return null;
    }
}
