using System.Buffers;
using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

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
            (ArraySegment<byte> one, ArraySegment<byte> two) => one.Array is null == two.Array is null && one.AsSpan().SequenceEqual(two),
            (StringBuilder one, StringBuilder two) => one.Equals(two),
            (Array { Rank: > 1 } one, Array two) => one.Rank == two.Rank && Enumerable.Range(0, one.Rank).All(i => one.GetLength(i) == two.GetLength(i)) && SameElements(one, two),
            (byte[] one, byte[] two) => one.AsSpan().SequenceEqual(two),
            _ when type is { IsGenericType: true, Name: "Lazy`1" } => Same(ValueOf(left), ValueOf(right)),
            _ when type is { IsGenericType: true, Name: "ReadOnlySequence`1" } => Same(ElementsOf(type, left), ElementsOf(type, right)),
            _ when CollectionValues.IsMemory(type) => type == right.GetType() && Same(ToArray(type, left), ToArray(type, right)),
            _ when type.IsPrimitive || type.IsEnum || left is string or Version || type.Namespace is "System" && type.IsValueType && left is IFormattable and not ITuple => left.Equals(right),
            (ITuple one, ITuple two) => one.Length == two.Length && Enumerable.Range(0, one.Length).All(i => Same(one[i], two[i])),
            (IEnumerable one, IEnumerable two) => SameElements(one, two),
            _ => type == right.GetType() && SameMembers(type, left, right),
        };
    }

    private static object? ValueOf(object lazy) => lazy.GetType().GetProperty("Value")!.GetValue(lazy);

    private static object? ElementsOf(Type sequence, object value) =>
        typeof(BuffersExtensions).GetMethod("ToArray")!.MakeGenericMethod(sequence.GetGenericArguments()).Invoke(null, [value]);

    private static object? ToArray(Type memory, object value) => memory.GetMethod("ToArray")!.Invoke(value, null);

    private static bool SameElements(IEnumerable left, IEnumerable right)
    {
        if (IsOfNoArray(left) || IsOfNoArray(right))
        {
            return IsOfNoArray(left) == IsOfNoArray(right);
        }

        List<object?> one = [.. left.Cast<object?>()];
        List<object?> two = [.. right.Cast<object?>()];
        return one.Count == two.Count && (IsUnordered(left) || IsUnordered(right)
            ? one.All(item => two.Exists(other => Same(item, other)))
            : one.Zip(two).All(pair => Same(pair.First, pair.Second)));
    }

    private static bool IsOfNoArray(object value) => value.GetType() switch
    {
        { IsGenericType: true, Name: "ImmutableArray`1" } type => (bool)type.GetProperty("IsDefault")!.GetValue(value)!,
        { IsGenericType: true, Name: "ArraySegment`1" } type => type.GetProperty("Array")!.GetValue(value) is null,
        _ => false,
    };

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
