namespace TypedTasks.Roslyn;

/// <summary>Why the generator skips a method that carries <c>[Task]</c>. One kind is one diagnostic.</summary>
internal enum TaskProblemKind
{
    /// <summary>The host, or a type around it, is not partial.</summary>
    HostNotPartial,

    /// <summary>The method, its host or a type around it is generic.</summary>
    Generic,

    /// <summary>The dispatch entry cannot reach the method, its host or the key of a service: private, protected, file-local or an explicit implementation.</summary>
    Inaccessible,

    /// <summary>The attribute is on something that is no ordinary method, such as a local function, an accessor or a static abstract one.</summary>
    NotAnOrdinaryMethod,

    /// <summary><c>async void</c>: nobody could know when it ends or fails.</summary>
    AsyncVoid,

    /// <summary>A parameter is passed by reference.</summary>
    ByReference,

    /// <summary>A parameter cannot travel.</summary>
    UnsupportedParameter,

    /// <summary>What the method returns cannot travel.</summary>
    UnsupportedResult,

    /// <summary>An argument or a result leads to an interface, an abstract class or <c>object</c>.</summary>
    PayloadWithoutUnion,

    /// <summary>An argument or a result leads to what lives in one process.</summary>
    LivePayload,

    /// <summary>An argument or a result would arrive without something that it holds.</summary>
    PayloadMemberLost,

    /// <summary>An argument or a result leads to an object that nothing can build when it is read.</summary>
    PayloadWithoutConstructor,

    /// <summary>An argument or a result leads to a union whose cases contradict one another.</summary>
    BadPayloadUnion,

    /// <summary>An argument or a result leads to a type whose serializer does not fit it.</summary>
    BadPayloadSerializer,

    /// <summary>A generated name is taken: by a member, the enclosing type, another task or a type that the class uses.</summary>
    NameClash,

    /// <summary>Two tasks have the same name on the wire.</summary>
    DuplicateName,

    /// <summary>An alias is no task name, or belongs to another task.</summary>
    InvalidAlias,

    /// <summary><c>Name</c> or <c>Proxy</c> is no such name.</summary>
    InvalidName,

    /// <summary>A number, a queue or a duration of the attribute is outside its range.</summary>
    InvalidOption,

    /// <summary>The host of an instance method cannot be built: abstract, no public constructor, required members, or a service whose key nobody else sees.</summary>
    HostNotConstructible,
}
