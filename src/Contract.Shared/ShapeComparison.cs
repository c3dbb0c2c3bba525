using System.Globalization;

namespace TypedTasks.Contract;

/// <summary>What changed in one payload type.</summary>
internal static class ShapeComparison
{
    public static IEnumerable<ContractChange> Of(ShapeEntry old, ShapeEntry now, WireCompatibility forth)
    {
        if (old.Kind == ShapeKind.Enum && now.Kind == ShapeKind.Enum)
        {
            return Enums(old, now, forth);
        }

        if (old.IsObject && now.IsObject)
        {
            return old.IsArray == now.IsArray
                ? Objects(old, now, forth)
                : [Shape(now, null, $"'{now.Name}' was written as {Form(old)} and is read as {Form(now)}; keep its form")];
        }

        if (old.Kind == ShapeKind.Union && now.Kind == ShapeKind.Union)
        {
            return Unions(old, now, forth);
        }

        return old.Kind == now.Kind && old.Of == now.Of
            ? []
            : [Shape(now, null, $"'{now.Name}' travels in another way than its older values; keep it as it was, or give the type a new name")];
    }

    private static IEnumerable<ContractChange> Enums(ShapeEntry old, ShapeEntry now, WireCompatibility forth)
    {
        if (forth.Problem(WireType.Primitive(old.Of), WireType.Primitive(now.Of)) is { } problem)
        {
            yield return new(ContractChangeKind.EnumChanged, now.Name, null, $"'{now.Name}' was {old.Of} and is {now.Of}: {problem}; keep the integer beneath");
        }

        foreach (EnumValueEntry value in old.Values)
        {
            string number = value.Value.ToString(CultureInfo.InvariantCulture);
            if (now.Values.FirstOrDefault(one => one.Name == value.Name) is { } same)
            {
                if (same.Value != value.Value)
                {
                    yield return new(ContractChangeKind.EnumChanged, now.Name, value.Name, $"'{value.Name}' of '{now.Name}' was {number} and is {same.Value.ToString(CultureInfo.InvariantCulture)}, but numbers travel, not names; write {value.Name} = {number}");
                }
            }
            else if (now.Values.All(one => one.Value != value.Value))
            {
                yield return new(ContractChangeKind.EnumChanged, now.Name, null, $"'{now.Name}' has no value {number} any more ({value.Name}), and messages carry it; keep the value");
            }
        }
    }

    private static IEnumerable<ContractChange> Objects(ShapeEntry old, ShapeEntry now, WireCompatibility forth)
    {
        foreach (MemberEntry member in old.Members)
        {
            MemberEntry? same = now.Members.FirstOrDefault(one => now.IsArray ? one.Index == member.Index : one.Key == member.Key);
            MemberEntry? namesake = now.Members.FirstOrDefault(one => one.Key == member.Key);
            if (now.IsArray && namesake is not null && namesake.Index != member.Index)
            {
                yield return Shape(now, member.Key, $"'{member.Key}' of '{now.Name}' was number {Number(member.Index)} and is number {Number(namesake.Index)}, but members are read by number; write [Key({Number(member.Index)})]");
            }
            else if (same is null)
            {
                yield return Shape(now, null, $"'{now.Name}' has no '{member.Key}' any more, so that messages lose it in silence; keep it, or give the type a new name");
            }
            else if (forth.Problem(member.Value.Type, same.Value.Type) is { } problem)
            {
                yield return Shape(now, same.Key, $"'{same.Key}' of '{now.Name}' was {member.Value.Type.Text} and is {same.Value.Type.Text}: {problem}; keep the type");
            }
            else if (same.Required && !member.Required)
            {
                yield return Required(now, same);
            }
        }

        foreach (MemberEntry member in now.Members.Where(one => one.Required && old.Members.All(other => now.IsArray ? other.Index != one.Index && other.Key != one.Key : other.Key != one.Key)))
        {
            yield return Required(now, member);
        }
    }

    private static IEnumerable<ContractChange> Unions(ShapeEntry old, ShapeEntry now, WireCompatibility forth)
    {
        foreach (CaseEntry one in old.Cases)
        {
            if (now.Cases.FirstOrDefault(other => other.Key == one.Key) is not { } same)
            {
                yield return Shape(now, null, $"'{now.Name}' has no case {Number(one.Key)} any more ({one.Type.Text}), and messages carry it; keep the case");
            }
            else if (forth.Problem(one.Type, same.Type) is { } problem)
            {
                yield return Shape(now, null, $"Case {Number(one.Key)} of '{now.Name}' was {one.Type.Text} and is {same.Type.Text}: {problem}; give the new case a number of its own");
            }
        }
    }

    private static ContractChange Required(ShapeEntry now, MemberEntry member) => Shape(
        now, member.Key, $"'{member.Key}' of '{now.Name}' must be there, and older messages do not have it; make it optional");

    private static ContractChange Shape(ShapeEntry now, string? member, string message) => new(ContractChangeKind.ShapeChanged, now.Name, member, message);

    private static string Form(ShapeEntry shape) => shape.IsArray ? "an array" : "a map";

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
