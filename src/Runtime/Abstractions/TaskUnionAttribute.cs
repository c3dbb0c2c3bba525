namespace TypedTasks;

/// <summary>
/// A case of an interface, an abstract class or a base class: a class, record or struct that may stand where the type is declared.
/// Such a value travels as <c>[key, value]</c>.
/// </summary>
/// <remarks>
/// <para>
/// The cases are a closed set: only a value of exactly a declared class is written, and only a declared key is read. A base class that can
/// be built itself is a case when it names itself. A case may be an interface or an abstract class with cases of its own. Of a generic union
/// a case is named open: <c>[TaskUnion(0, typeof(Ok&lt;&gt;))]</c> on <c>Result&lt;T&gt;</c>.
/// </para>
/// <para>
/// A key stands for its case for ever: messages wait in queues. MessagePack-CSharp's <c>[Union(0, typeof(Card))]</c> says the same, and the
/// bytes are the same.
/// </para>
/// </remarks>
/// <param name="key">The number that stands for the case on the wire.</param>
/// <param name="type">The case.</param>
[AttributeUsage(AttributeTargets.Interface | AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class TaskUnionAttribute(int key, Type type) : Attribute
{
    /// <summary>The number that stands for the case on the wire.</summary>
    public int Key { get; } = key;

    /// <summary>The case.</summary>
    public Type Type { get; } = type;
}
