using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Serialization;
using System.Text.Json.Serialization;

namespace TypedTasks.Payloads.Tests;

/// <summary>
/// Generates a value of any type that a payload may hold: boundary values often, nulls where the declaration allows them, and
/// sizes that shrink from level to level so that recursive types end. FsCheck gives the seed and the size, and shrinks the size.
/// </summary>
public static partial class Values
{
    private static readonly NullabilityInfoContext Nullability = new();

    /// <summary>One value.</summary>
    /// <param name="type">Its declared type.</param>
    /// <param name="random">Where chance comes from.</param>
    /// <param name="size">The most elements of a collection; one less a level.</param>
    public static object? Make(Type type, Random random, int size)
    {
        if (Nullable.GetUnderlyingType(type) is { } inner)
        {
            return random.Next(4) == 0 ? null : Make(inner, random, size);
        }

        if (type.IsEnum)
        {
            object number = Make(Enum.GetUnderlyingType(type), random, size)!;
            return Enum.ToObject(type, number);
        }

        if (PrimitiveValues.TryMake(type, random, size, out object? primitive))
        {
            return primitive;
        }

        if (type is { IsGenericType: true } && type.GetGenericTypeDefinition() == typeof(Lazy<>))
        {
            Type held = type.GetGenericArguments()[0];
            return type.GetConstructors().Single(one => one.GetParameters() is [{ Name: "value" }]).Invoke([Make(held, random, size)]);
        }

        if (type == typeof(Zoo.SerializerZoo.IUnit))
        {
            return new Zoo.SerializerZoo.Metre(random.Next());
        }

        if (UnionValues.CasesOf(type) is { Count: > 0 } cases && UnionValues.Choose(cases, random, size) is { } chosen && chosen != type)
        {
            return Make(chosen, random, size);
        }

        return CollectionValues.ElementOf(type) is { } element
            ? CollectionValues.Make(type, element, random, size)
            : MakeObject(type, random, size);
    }

    private static object MakeObject(Type type, Random random, int size)
    {
        ConstructorInfo? constructor = type.GetConstructors()
            .Where(c => c.GetParameters() is not [var only] || only.ParameterType != type)
            .MaxBy(c => c.GetParameters().Length);
        object made = constructor is null
            ? RuntimeHelpers.GetUninitializedObject(type)
            : constructor.Invoke([.. constructor.GetParameters().Select(p => MakeMember(p.ParameterType, Nullability.Create(p), random, size))]);

        HashSet<string> given = [.. constructor?.GetParameters().Select(p => p.Name!.ToUpperInvariant()) ?? []];
        foreach (PropertyInfo property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (property.SetMethod is { IsPublic: true } && !IsLeftOut(property) && property.GetIndexParameters().Length == 0 && !given.Contains(property.Name.ToUpperInvariant()))
            {
                property.SetValue(made, MakeMember(property.PropertyType, Nullability.Create(property), random, size));
            }
        }

        foreach (FieldInfo field in type.GetFields(BindingFlags.Public | BindingFlags.Instance))
        {
            if (!field.IsInitOnly && !IsLeftOut(field))
            {
                field.SetValue(made, MakeMember(field.FieldType, Nullability.Create(field), random, size));
            }
        }

        return made;
    }

    private static bool IsLeftOut(MemberInfo member) =>
        member.IsDefined(typeof(MessagePack.IgnoreMemberAttribute), inherit: false) || member.IsDefined(typeof(IgnoreDataMemberAttribute)) || member.IsDefined(typeof(JsonIgnoreAttribute));

    private static object? MakeMember(Type type, NullabilityInfo nullability, Random random, int size)
    {
        bool mayBeNull = !type.IsValueType && nullability.ReadState != NullabilityState.NotNull;
        return mayBeNull && (size <= 0 || random.Next(4) == 0) ? null : Make(type, random, size - 1);
    }
}
