using System.Reflection;
using MessagePack;

namespace TypedTasks.Payloads.Tests;

/// <summary>Chooses a case where a union is declared.</summary>
public static class UnionValues
{
    /// <summary>The types that a union declares, by key; none where the type is no union.</summary>
    public static IReadOnlyList<Type> CasesOf(Type type) =>
    [
        .. type.GetCustomAttributes<TaskUnionAttribute>(inherit: false).Select(one => (one.Key, one.Type))
            .Concat(type.GetCustomAttributes<UnionAttribute>(inherit: false).Select(one => (one.Key, Type: one.SubType)))
            .OrderBy(one => one.Key)
            .Select(one => one.Type.IsGenericTypeDefinition ? one.Type.MakeGenericType(type.GetGenericArguments()) : one.Type),
    ];

    /// <summary>A case: of a small value the first one, so that unions that hold themselves end.</summary>
    public static Type Choose(IReadOnlyList<Type> cases, Random random, int size) => cases[size <= 0 ? 0 : random.Next(cases.Count)];
}
