using Microsoft.CodeAnalysis;

namespace TypedTasks.Roslyn;

/// <summary>The ranges of the attribute's options.</summary>
internal static class TaskOptionRules
{
    public const int MaxVersion = 65_535;
    public const int MaxRetries = 200;
    public const int MaxPriority = 9;
    public const string KeepNoResult = "none";

    public static IEnumerable<TaskProblem> Check(IMethodSymbol method, TaskOptions options) => options.IsSilent ? [] : CheckWhatIsSaid(method, options);

    private static IEnumerable<TaskProblem> CheckWhatIsSaid(IMethodSymbol method, TaskOptions options)
    {
        if (options.Version is < 1 or > MaxVersion)
        {
            yield return Wrong("Version", $"Version is {options.Version}; it must be 1 to {MaxVersion}.");
        }

        if (options.Retries is < 0 or > MaxRetries)
        {
            yield return Wrong("Retries", $"Retries is {options.Retries}; it must be 0 to {MaxRetries}.");
        }

        if (options.Priority is < 0 or > MaxPriority)
        {
            yield return Wrong("Priority", $"Priority is {options.Priority}; it must be 0 to {MaxPriority}.");
        }

        if (options.Backoff is > 3)
        {
            yield return Wrong("Backoff", $"Backoff is {options.Backoff}, which is no BackoffKind.");
        }

        if (options.Queue is { } queue && !WireNames.IsQueue(queue))
        {
            yield return Wrong("Queue", $"'{queue}' is no queue name: use 1 to {WireNames.MaxQueueLength} ASCII letters, digits, '.', '_' or '-'.");
        }

        foreach ((string option, string? literal, bool zero) in new[]
        {
            ("FirstDelay", options.FirstDelay, true),
            ("MaxDelay", options.MaxDelay, true),
            ("Timeout", options.Timeout, false),
            ("Expires", options.Expires, false),
            ("KeepResult", options.KeepResult == KeepNoResult ? null : options.KeepResult, true),
        })
        {
            if (literal is null)
            {
                continue;
            }

            if (!DurationLiteral.TryParse(literal, out TimeSpan duration))
            {
                yield return Wrong(option, $"{option} is \"{literal}\", which is no duration: use {DurationLiteral.Grammar}.");
            }
            else if (duration == TimeSpan.Zero && !zero)
            {
                yield return Wrong(option, $"{option} is \"{literal}\"; it must be longer than zero.");
            }
        }

        foreach ((string option, IReadOnlyList<ITypeSymbol> types) in new[] { ("RetryOn", options.RetryOn), ("DoNotRetryOn", options.DoNotRetryOn) })
        {
            foreach (ITypeSymbol type in types)
            {
                if (!IsException(type))
                {
                    yield return Wrong(option, $"{option} names {type.ToDisplayString()}, which is no exception.");
                }
                else if (TypeParts.Of(type).FirstOrDefault(IsInsideOfAFile) is { } local)
                {
                    yield return Wrong(option, $"{option} names {local.Name}, which only its own file can name: the generated code is in another; make it internal.");
                }
            }
        }

        TaskProblem Wrong(string option, string message) => new(TaskProblemKind.InvalidOption, method, message, option: option);
    }

    private static bool IsInsideOfAFile(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? one = type; one is not null; one = one.ContainingType)
        {
            if (one.IsFileLocal)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsException(ITypeSymbol type)
    {
        for (ITypeSymbol? one = type; one is not null; one = one.BaseType)
        {
            if (one.Is("System.Exception"))
            {
                return true;
            }
        }

        return false;
    }
}
