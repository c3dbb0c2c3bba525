using Microsoft.CodeAnalysis;

namespace TypedTasks.Roslyn;

/// <summary>Chooses the constructor that builds an object when it is read.</summary>
internal static class PayloadConstructors
{
    private const string SerializationConstructor = "MessagePack.SerializationConstructorAttribute";
    private const string JsonConstructor = "System.Text.Json.Serialization.JsonConstructorAttribute";

    /// <summary>
    /// The marked one; else the one that loses the fewest members, where a struct's own is preferred to the one that it
    /// always has, and fewer parameters to more. One whose tuples have other names than the members' comes last of all.
    /// </summary>
    public static (IMethodSymbol? Constructor, PayloadProblem? Problem) Choose(INamedTypeSymbol type, PayloadAnnotation annotation, List<PayloadMember> members, bool asArray)
    {
        if ((Marked(type, SerializationConstructor) ?? (annotation == PayloadAnnotation.None ? Marked(type, JsonConstructor) : null)) is { } marked)
        {
            return WhyNot(marked, members, asArray) is { } reason
                ? (null, new(PayloadProblemKind.NoConstructor, $"the constructor that {type.Name} marks {reason}", marked))
                : (marked, null);
        }

        IMethodSymbol? best = type.InstanceConstructors
            .Where(one => WhyNot(one, members, asArray) is null)
            .OrderByDescending(one => one.Parameters.All(parameter => SymbolEqualityComparer.Default.Equals(MemberOf(parameter, members, asArray)!.Type, parameter.Type)))
            .ThenByDescending(one => members.Count(member => member.Settable || one.Parameters.Any(parameter => MemberOf(parameter, members, asArray) == member)))
            .ThenBy(one => type.IsValueType && one.IsImplicitlyDeclared)
            .ThenBy(static one => one.Parameters.Length)
            .FirstOrDefault();
        return best is not null
            ? (best, null)
            : (null, new(PayloadProblemKind.NoConstructor, $"{type.Name} has no public constructor whose parameters are all among its members"));
    }

    /// <summary>The member that a parameter stands for: by name, in any case, or by number.</summary>
    public static PayloadMember? MemberOf(IParameterSymbol parameter, List<PayloadMember> members, bool asArray)
    {
        if (parameter.RefKind != RefKind.None)
        {
            return null;
        }

        PayloadMember? found = members.Find(one => one.Name == parameter.Name)
            ?? members.Find(one => string.Equals(one.Name, parameter.Name, StringComparison.OrdinalIgnoreCase))
            ?? (asArray ? members.Find(one => one.Index == parameter.Ordinal) : null);
        return found is not null && TypesButTupleNames.Comparer.Equals(found.Type, parameter.Type) ? found : null;
    }

    private static IMethodSymbol? Marked(INamedTypeSymbol type, string mark) => type.InstanceConstructors.FirstOrDefault(one => one.Has(mark));

    private static string? WhyNot(IMethodSymbol constructor, List<PayloadMember> members, bool asArray)
    {
        if (constructor.DeclaredAccessibility != Accessibility.Public)
        {
            return "is not public";
        }

        var taken = new HashSet<PayloadMember>();
        foreach (IParameterSymbol parameter in constructor.Parameters)
        {
            if (MemberOf(parameter, members, asArray) is not { } member)
            {
                return $"takes {parameter.Name}, which no member of this name and type could give";
            }

            if (!taken.Add(member))
            {
                return $"takes {member.Name} twice";
            }
        }

        return null;
    }
}
