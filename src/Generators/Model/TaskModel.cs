using TypedTasks.Roslyn;

namespace TypedTasks.Generators.Model;

/// <summary>A task that can be generated.</summary>
internal sealed record TaskModel
{
    public required HostModel Host { get; init; }

    /// <summary>The method's name, escaped.</summary>
    public required string Method { get; init; }

    /// <summary>The documentation id of the method, for links.</summary>
    public required string MethodId { get; init; }

    public required bool IsStatic { get; init; }

    public required string Accessibility { get; init; }

    public required string WireName { get; init; }

    /// <summary>Other names on the wire, each once.</summary>
    public required EquatableArray<string> Aliases { get; init; }

    public required int Version { get; init; }

    /// <summary>The proxy, the class of its value and the record struct of its arguments; each with whether it hides an inherited one.</summary>
    public required GeneratedName Proxy { get; init; }

    public required GeneratedName Definition { get; init; }

    public required GeneratedName Arguments { get; init; }

    /// <summary>The arguments of <c>[Obsolete]</c>, an empty string for none, null where the method is not obsolete.</summary>
    public required string? Obsolete { get; init; }

    /// <summary>Whether something of it is obsolete as an error, so that only obsolete code may use it.</summary>
    public required bool Retired { get; init; }

    public required DefaultsModel Defaults { get; init; }

    public required EquatableArray<ParameterModel> Parameters { get; init; }

    public required TaskReturnKind Returns { get; init; }

    /// <summary>What the method returns, or null for nothing.</summary>
    public required PayloadRef? Result { get; init; }

    /// <summary>The invoker's class, unique in the assembly.</summary>
    public required string Invoker { get; init; }

    /// <summary>Namespace, types and proxy: the file's name, unique but for upper and lower case.</summary>
    public required string File { get; init; }

    public IEnumerable<ParameterModel> Travelling => Parameters.Where(static one => one.Role == TaskParameterRole.Argument);

    public IEnumerable<ServiceModel> Services => Host.Services.Concat(Parameters.Where(static one => one.Service is not null).Select(static one => one.Service!));

    public bool NeedsServices => Services.Any() || (!IsStatic && Host.Kind != HostKind.Struct);
}

/// <summary>A name that the generator adds to the host.</summary>
internal sealed record GeneratedName(string Text, bool HidesInherited)
{
    public string New => HidesInherited ? "new " : string.Empty;
}
