using TypedTasks.Serialization;

namespace TypedTasks;

/// <summary>
/// Says what writes and reads a type: an <see cref="ITaskSerializer{T}"/>, chosen when the task is compiled. On a parameter, a member or a
/// returned value it is for that alone, on a type for the type, on the assembly for a type of another's.
/// </summary>
/// <remarks>
/// <code>
/// [TaskSerializer(typeof(MoneySerializer))] public readonly record struct Money(long Cents, string Currency);
/// public sealed record Order(int Id, [TaskSerializer(typeof(HexSerializer))] byte[] Hash);
/// [assembly: TaskSerializer(typeof(IPAddress), typeof(IPAddressSerializer))]
/// </code>
/// The nearest one counts: that of the parameter or member before that of the type before that of the assembly. Of a generic type the
/// serializer may be named open, if it has the same type parameters.
/// </remarks>
[AttributeUsage(
    AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Enum | AttributeTargets.Interface | AttributeTargets.Parameter
    | AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.ReturnValue | AttributeTargets.Assembly,
    AllowMultiple = true,
    Inherited = false)]
public sealed class TaskSerializerAttribute : Attribute
{
    /// <summary>Of what carries the attribute; of an assembly, of each type that the serializer implements the interface for.</summary>
    /// <param name="serializer">The class or struct that implements <see cref="ITaskSerializer{T}"/>.</param>
    public TaskSerializerAttribute(Type serializer) => Serializer = serializer;

    /// <summary>Of a type that is not one's own, on the assembly.</summary>
    /// <param name="type">The type.</param>
    /// <param name="serializer">The class or struct that implements <see cref="ITaskSerializer{T}"/> for it.</param>
    public TaskSerializerAttribute(Type type, Type serializer)
    {
        Type = type;
        Serializer = serializer;
    }

    /// <summary>The type that is written and read; null for what carries the attribute.</summary>
    public Type? Type { get; }

    /// <summary>What writes and reads it.</summary>
    public Type Serializer { get; }
}
