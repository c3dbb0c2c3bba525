using Microsoft.CodeAnalysis;

namespace TypedTasks.Roslyn;

/// <summary>The other names of a task on the wire, one <c>[TaskAlias]</c> each.</summary>
internal static class TaskAliases
{
    /// <summary>The names in the order of the source; one that the compiler could not read is left out.</summary>
    public static IReadOnlyList<string> Of(IMethodSymbol method) => IsOnlyTask(method) ? [] : AttributesOf(method).Select(NameOf).OfType<string>().ToArray();

    public static IEnumerable<AttributeData> AttributesOf(IMethodSymbol method) =>
        method.GetAttributes().Where(static one => one.AttributeClass.Is(KnownTypes.TaskAliasAttribute));

    public static string? NameOf(AttributeData attribute) => attribute.ConstructorArguments is [{ Value: string name }] ? name : null;

    /// <summary>What is wrong with the aliases of one method, looked at by itself.</summary>
    public static IEnumerable<TaskProblem> Check(IMethodSymbol method, string wireName) => IsOnlyTask(method) ? [] : CheckAliases(method, wireName);

    /// <summary>Whether <c>[Task]</c> is the only attribute, as of most tasks.</summary>
    private static bool IsOnlyTask(IMethodSymbol method) =>
        method.GetAttributes() is { Length: 1 } attributes && attributes[0].AttributeClass.Is(KnownTypes.TaskAttribute);

    private static IEnumerable<TaskProblem> CheckAliases(IMethodSymbol method, string wireName)
    {
        HashSet<string>? seen = null;
        foreach (AttributeData attribute in AttributesOf(method))
        {
            string alias = NameOf(attribute) ?? string.Empty;
            string? message = !WireNames.IsTask(alias)
                ? $"'{alias}' is no task name, so that no message can carry it: use 1 to {WireNames.MaxTaskLength} letters, digits, '.', '_', '-' or '+'."
                : alias == wireName ? $"{method.Name} is called '{alias}' on the wire anyway; an alias is another name."
                : !(seen ??= new(StringComparer.Ordinal)).Add(alias) ? $"The alias '{alias}' is there twice; remove one."
                : null;
            if (message is not null)
            {
                yield return new(TaskProblemKind.InvalidAlias, method, message, path: alias);
            }
        }
    }

    public static string TakenMessage(string alias) =>
        $"The alias '{alias}' is a name or an alias of another task; a message of that name could go to only one of them.";
}
