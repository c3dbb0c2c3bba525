namespace TypedTasks.Worker;

/// <summary>Exceptions named by type (attribute) or by full name (configuration); one that derives from a member is a member.</summary>
internal sealed class ExceptionSet
{
    private readonly IReadOnlyList<Type> types;
    private readonly IReadOnlyList<string> names;

    private ExceptionSet(IReadOnlyList<Type> types, IReadOnlyList<string> names) => (this.types, this.names) = (types, names);

    public static ExceptionSet Empty { get; } = new([], []);

    public bool IsEmpty => types.Count == 0 && names.Count == 0;

    /// <summary>Configuration replaces what the attribute says.</summary>
    public static ExceptionSet Of(IReadOnlyList<Type> attribute, IReadOnlyList<string>? configuration) =>
        configuration is not null ? new ExceptionSet([], configuration)
        : attribute.Count > 0 ? new ExceptionSet(attribute, [])
        : Empty;

    public bool Contains(Exception error)
    {
        foreach (Type type in types)
        {
            if (type.IsInstanceOfType(error))
            {
                return true;
            }
        }

        for (Type? type = names.Count == 0 ? null : error.GetType(); type is not null; type = type.BaseType)
        {
            if (type.FullName is { } name && names.Contains(name, StringComparer.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
