namespace TypedTasks.Roslyn;

/// <summary>What keeps a type from travelling. One kind is one rule, whether an argument or a result leads to the type.</summary>
internal enum PayloadProblemKind
{
    /// <summary>It has no form on the wire; the rule of arguments or that of results speaks.</summary>
    NotSerializable,

    /// <summary>An interface, an abstract class or <c>object</c>: nothing says what a reader would build.</summary>
    NoUnion,

    /// <summary>It lives in one process: a delegate, a stream, a connection, a service.</summary>
    LiveObject,

    /// <summary>A member holds something and could not be given back.</summary>
    MemberLost,

    /// <summary>Nothing can build it when it is read.</summary>
    NoConstructor,

    /// <summary>What declares its cases contradicts itself.</summary>
    BadUnion,

    /// <summary>What should write and read it cannot.</summary>
    BadSerializer,
}
