using Microsoft.CodeAnalysis;

namespace TypedTasks.Roslyn;

/// <summary>Finds the members and the constructor of an object. MessagePack-CSharp's attributes are known by name.</summary>
internal static class PayloadContracts
{
    private const string MessagePackObject = "MessagePack.MessagePackObjectAttribute";
    private const string Key = "MessagePack.KeyAttribute";
    private const string SerializationConstructor = "MessagePack.SerializationConstructorAttribute";
    private const string SetsRequiredMembers = "System.Diagnostics.CodeAnalysis.SetsRequiredMembersAttribute";

    private static readonly string[] Ignored =
    [
        "MessagePack.IgnoreMemberAttribute",
        "System.Runtime.Serialization.IgnoreDataMemberAttribute",
    ];

    /// <summary>The contract, or why there is none.</summary>
    public static (PayloadContract? Contract, PayloadProblem? Problem) Of(INamedTypeSymbol type)
    {
        List<PayloadMember> members = MembersOf(type);
        AttributeData? annotation = type.Attribute(MessagePackObject);
        bool byName = annotation is null || annotation.ConstructorArguments is [{ Value: true }];
        bool asArray = false;
        if (!byName)
        {
            if (AssignKeys(type, members, out asArray) is { } problem)
            {
                return (null, PayloadProblem.NotSerializable(problem.Text, problem.Member));
            }
        }

        IMethodSymbol? constructor = ChooseConstructor(type, members, asArray);
        if (constructor is null)
        {
            return (null, new(PayloadProblemKind.NoConstructor, $"{type.Name} has no public constructor whose parameters are all among its members"));
        }

        foreach (IParameterSymbol parameter in constructor.Parameters)
        {
            MemberOf(parameter, members, asArray)!.Parameter = parameter;
        }

        List<PayloadMember> kept = members.FindAll(static one => one.Parameter is not null || one.Settable);
        if (members.Find(static one => one.Required && one.Parameter is null && !one.Settable) is { } required)
        {
            return (null, new(PayloadProblemKind.NoConstructor, $"the required member {required.Name} cannot be set", required.Symbol));
        }

        if (!SetsRequired(constructor) && RequiredMember(type, members) is { } unset)
        {
            return (null, new(PayloadProblemKind.NoConstructor, $"the required member {unset.Name} is not public or is ignored, so that nothing would set it", unset));
        }

        if (kept.Count == 0 && members.Count > 0)
        {
            return (null, new(PayloadProblemKind.MemberLost, $"no member of {type.Name} can be read back: give it setters, or a constructor with parameters of the members' names", members[0].Symbol));
        }

        if (members.Find(one => !kept.Contains(one) && HoldsState(one.Symbol)) is { } lost)
        {
            return (null, new(PayloadProblemKind.MemberLost, $"{lost.Name} of {type.Name} would be lost on the way: give it a public setter or init, take it in the constructor, or mark it [IgnoreDataMember]", lost.Symbol));
        }

        if (members.Count == 0 && Hidden(type) is { } hidden)
        {
            return (null, new(PayloadProblemKind.MemberLost, $"{type.Name} has no public member that could carry its state", hidden));
        }

        return (new PayloadContract(asArray, kept, constructor), null);
    }

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
        AndBases(type).SelectMany(static one => one.GetMembers()).Any(static one => Ignored.Any(one.Has))
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

    /// <summary>Of each class its public properties, then its public fields; base classes first: the order of MessagePack-CSharp.</summary>
    private static List<PayloadMember> MembersOf(INamedTypeSymbol type)
    {
        var members = new List<PayloadMember>();
        foreach (INamedTypeSymbol one in AndBases(type).Reverse())
        {
            foreach (ISymbol member in one.GetMembers().OrderBy(static member => member is IFieldSymbol))
            {
                if (member.IsStatic || member.DeclaredAccessibility != Accessibility.Public)
                {
                    continue;
                }

                switch (member)
                {
                    case IPropertySymbol { IsIndexer: false, GetMethod.DeclaredAccessibility: Accessibility.Public } property:
                        IMethodSymbol? setter = SetterOf(property);
                        Put(members, new(property, property.Type, setter is not null, setter is { IsInitOnly: true }, property.IsRequired));
                        break;
                    case IFieldSymbol { IsConst: false, IsImplicitlyDeclared: false } field:
                        Put(members, new(field, field.Type, !field.IsReadOnly, initOnly: false, field.IsRequired));
                        break;
                }
            }
        }

        members.RemoveAll(static one => Ignored.Any(one.Symbol.Has));
        return members;
    }

    /// <summary>An override or a hiding member takes the place of the one it replaces.</summary>
    private static void Put(List<PayloadMember> members, PayloadMember member)
    {
        int place = members.FindIndex(one => one.Name == member.Name);
        if (place < 0)
        {
            members.Add(member);
        }
        else
        {
            members[place] = member;
        }
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

    private static (string Text, ISymbol Member)? AssignKeys(INamedTypeSymbol type, List<PayloadMember> members, out bool asArray)
    {
        // Without any member it is an empty array: the attribute's default is to have numbers.
        asArray = members.Count == 0;
        var indexes = new HashSet<int>();
        foreach (PayloadMember member in members)
        {
            switch (KeyOf(member.Symbol))
            {
                case int index and >= 0 and < 1024 when indexes.Add(index):
                    member.Index = index;
                    asArray = true;
                    break;
                case int index:
                    return ($"[Key({index})] comes twice or is not 0 to 1023", member.Symbol);
                case string name:
                    member.Key = name;
                    break;
                default:
                    return ($"{type.Name} carries [MessagePackObject], so that {member.Name} needs [Key] or [IgnoreMember]", member.Symbol);
            }
        }

        bool array = asArray;
        if (members.Find(one => one.Index < 0 == array) is { } odd && (asArray || odd.Index >= 0))
        {
            return ($"{type.Name} mixes [Key] numbers and names", odd.Symbol);
        }

        if (!asArray && members.GroupBy(static one => one.Key, StringComparer.Ordinal).FirstOrDefault(static one => one.Count() > 1) is { } twice)
        {
            return ($"the key \"{twice.Key}\" comes twice", twice.Last().Symbol);
        }

        if (asArray)
        {
            members.Sort(static (one, other) => one.Index.CompareTo(other.Index));
        }

        return null;
    }

    /// <summary>The key of a member; an override may leave the attribute to the base, and a positional parameter carries its own.</summary>
    private static object? KeyOf(ISymbol member)
    {
        for (ISymbol? one = member; one is not null; one = (one as IPropertySymbol)?.OverriddenProperty)
        {
            if (one.Attribute(Key) is { ConstructorArguments: [{ Value: { } key }] })
            {
                return key;
            }
        }

        return null;
    }

    /// <summary>
    /// The marked one; else the one that loses the fewest members, where a struct's own is preferred to the one that it
    /// always has, and fewer parameters to more.
    /// </summary>
    private static IMethodSymbol? ChooseConstructor(INamedTypeSymbol type, List<PayloadMember> members, bool asArray) => type.InstanceConstructors
        .Where(one => one.DeclaredAccessibility == Accessibility.Public && one.Parameters.All(parameter => MemberOf(parameter, members, asArray) is not null))
        .Where(one => one.Parameters.Select(parameter => MemberOf(parameter, members, asArray)).Distinct().Count() == one.Parameters.Length)
        .OrderByDescending(static one => one.Has(SerializationConstructor))
        .ThenByDescending(one => members.Count(member => member.Settable || one.Parameters.Any(parameter => MemberOf(parameter, members, asArray) == member)))
        .ThenBy(one => type.IsValueType && one.IsImplicitlyDeclared)
        .ThenBy(static one => one.Parameters.Length)
        .FirstOrDefault();

    private static PayloadMember? MemberOf(IParameterSymbol parameter, List<PayloadMember> members, bool asArray)
    {
        if (parameter.RefKind != RefKind.None)
        {
            return null;
        }

        PayloadMember? found = members.Find(one => one.Name == parameter.Name)
            ?? members.Find(one => string.Equals(one.Name, parameter.Name, StringComparison.OrdinalIgnoreCase))
            ?? (asArray ? members.Find(one => one.Index == parameter.Ordinal) : null);
        return found is not null && SymbolEqualityComparer.Default.Equals(found.Type, parameter.Type) ? found : null;
    }
}
