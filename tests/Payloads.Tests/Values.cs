using System.Collections.Concurrent;
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

    // What reflection says of a type, asked once.
    private static readonly ConcurrentDictionary<Type, Shape> Shapes = [];

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
        Shape shape = Shapes.GetOrAdd(type, ShapeOf);
        object made = shape.Constructor is null
            ? RuntimeHelpers.GetUninitializedObject(type)
            : shape.Constructor.Invoke([.. shape.Parameters.Select(one => MakeMember(one, random, size))]);
        foreach ((PropertyInfo property, Member member) in shape.Properties)
        {
            property.SetValue(made, MakeMember(member, random, size));
        }

        foreach ((FieldInfo field, Member member) in shape.Fields)
        {
            field.SetValue(made, MakeMember(member, random, size));
        }

        return made;
    }

    private static Shape ShapeOf(Type type)
    {
        ConstructorInfo? constructor = type.GetConstructors()
            .Where(c => c.GetParameters() is not [var only] || only.ParameterType != type)
            .MaxBy(c => c.GetParameters().Length);
        HashSet<string> given = [.. constructor?.GetParameters().Select(p => p.Name!.ToUpperInvariant()) ?? []];
        lock (Nullability)
        {
            return new Shape(
                constructor,
                [.. constructor?.GetParameters().Select(p => MemberOf(p.ParameterType, Nullability.Create(p))) ?? []],
                [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
                    .Where(property => property.SetMethod is { IsPublic: true } && !IsLeftOut(property) && property.GetIndexParameters().Length == 0 && !given.Contains(property.Name.ToUpperInvariant()))
                    .Select(property => (property, MemberOf(property.PropertyType, Nullability.Create(property))))],
                [.. type.GetFields(BindingFlags.Public | BindingFlags.Instance)
                    .Where(field => !field.IsInitOnly && !IsLeftOut(field))
                    .Select(field => (field, MemberOf(field.FieldType, Nullability.Create(field))))]);
        }
    }

    private static Member MemberOf(Type type, NullabilityInfo nullability) =>
        new(type, !type.IsValueType && nullability.ReadState != NullabilityState.NotNull);

    private static bool IsLeftOut(MemberInfo member) =>
        member.IsDefined(typeof(MessagePack.IgnoreMemberAttribute), inherit: false) || member.IsDefined(typeof(IgnoreDataMemberAttribute)) || member.IsDefined(typeof(JsonIgnoreAttribute));

    private static object? MakeMember(Member member, Random random, int size) =>
        member.MayBeNull && (size <= 0 || random.Next(4) == 0) ? null : Make(member.Type, random, size - 1);

    private sealed record Shape(
        ConstructorInfo? Constructor,
        IReadOnlyList<Member> Parameters,
        IReadOnlyList<(PropertyInfo Property, Member Member)> Properties,
        IReadOnlyList<(FieldInfo Field, Member Member)> Fields);

    private readonly record struct Member(Type Type, bool MayBeNull);
}
