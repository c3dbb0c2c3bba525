using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace TypedTasks.Payloads.Tests;

/// <summary>Whether two values are the same in content: what a round trip must keep.</summary>
public static class DeepEquality
{
    public static bool Same(object? left, object? right)
    {
        if (left is null || right is null)
        {
            return left is null && right is null;
        }

        Type type = left.GetType();
        return (left, right) switch
        {
            (Uri one, Uri two) => one.OriginalString == two.OriginalString,
            (decimal one, decimal two) => decimal.GetBits(one).AsSpan().SequenceEqual(decimal.GetBits(two)),
            (DateTime one, DateTime two) => one.Ticks == two.Ticks && one.Kind == two.Kind,
            (DateTimeOffset one, DateTimeOffset two) => one.EqualsExact(two),
            (Memory<byte> one, Memory<byte> two) => one.Span.SequenceEqual(two.Span),
            (ReadOnlyMemory<byte> one, ReadOnlyMemory<byte> two) => one.Span.SequenceEqual(two.Span),
            (byte[] one, byte[] two) => one.AsSpan().SequenceEqual(two),
            _ when CollectionValues.IsMemory(type) => type == right.GetType() && Same(ToArray(type, left), ToArray(type, right)),
            _ when type.IsPrimitive || type.IsEnum || left is string or Version || type.Namespace is "System" && type.IsValueType && left is IFormattable and not ITuple => left.Equals(right),
            (ITuple one, ITuple two) => one.Length == two.Length && Enumerable.Range(0, one.Length).All(i => Same(one[i], two[i])),
            (IEnumerable one, IEnumerable two) => SameElements(one, two),
            _ => type == right.GetType() && SameMembers(type, left, right),
        };
    }

    private static object? ToArray(Type memory, object value) => memory.GetMethod("ToArray")!.Invoke(value, null);

    private static bool SameElements(IEnumerable left, IEnumerable right)
    {
        if (IsDefaultImmutableArray(left) || IsDefaultImmutableArray(right))
        {
            return IsDefaultImmutableArray(left) == IsDefaultImmutableArray(right);
        }

        List<object?> one = [.. left.Cast<object?>()];
        List<object?> two = [.. right.Cast<object?>()];
        return one.Count == two.Count && (IsUnordered(left) || IsUnordered(right)
            ? one.All(item => two.Exists(other => Same(item, other)))
            : one.Zip(two).All(pair => Same(pair.First, pair.Second)));
    }

    private static bool IsDefaultImmutableArray(object value) =>
        value.GetType() is { IsGenericType: true, Name: "ImmutableArray`1" } type && (bool)type.GetProperty("IsDefault")!.GetValue(value)!;

    private static bool IsUnordered(object value) =>
        value is IDictionary || value.GetType().GetInterfaces().Append(value.GetType()).Any(i =>
            i.IsGenericType && i.GetGenericTypeDefinition() is { } definition
            && (definition == typeof(ISet<>) || definition == typeof(IReadOnlySet<>) || definition == typeof(IReadOnlyDictionary<,>) || definition == typeof(System.Collections.Concurrent.ConcurrentBag<>)));

    private static bool SameMembers(Type type, object left, object right) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.GetMethod is { IsPublic: true } && property.GetIndexParameters().Length == 0)
            .All(property => Same(property.GetValue(left), property.GetValue(right)))
        && type.GetFields(BindingFlags.Public | BindingFlags.Instance).All(field => Same(field.GetValue(left), field.GetValue(right)));
}
