namespace TypedTasks;

/// <summary>What a queue, a namespace (prefix) and a task may be called, so that no name can reach another's key.</summary>
public static class NameGrammar
{
    /// <summary>The longest queue or namespace, in characters.</summary>
    public const int MaxQueueLength = 128;

    /// <summary>The longest task name, in characters.</summary>
    public const int MaxTaskLength = 400;

    /// <summary>Whether a queue or namespace may be called so: 1 to 128 ASCII letters, digits, <c>.</c>, <c>_</c> or <c>-</c>.</summary>
    public static bool IsQueue(string? name)
    {
        if (name is null or { Length: 0 or > MaxQueueLength })
        {
            return false;
        }

        foreach (char c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('.' or '_' or '-'))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether a task may be called so: 1 to 400 letters and digits of any script, <c>.</c>, <c>_</c>, <c>-</c> or <c>+</c>.</summary>
    public static bool IsTask(string? name)
    {
        if (name is null or { Length: 0 or > MaxTaskLength })
        {
            return false;
        }

        foreach (char c in name)
        {
            if (!char.IsLetterOrDigit(c) && c is not ('.' or '_' or '-' or '+'))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Returns the name or throws.</summary>
    /// <exception cref="ArgumentException">The name is outside the grammar.</exception>
    public static string CheckQueue(string? name, string what = "queue") => IsQueue(name)
        ? name!
        : throw new ArgumentException(
            $"'{name}' is no {what} name. Use 1 to {MaxQueueLength} ASCII letters, digits, '.', '_' or '-'.", nameof(name));

    /// <summary>Returns the name or throws.</summary>
    /// <exception cref="ArgumentException">The name is outside the grammar.</exception>
    public static string CheckTask(string? name) => IsTask(name)
        ? name!
        : throw new ArgumentException(
            $"'{name}' is no task name. Use 1 to {MaxTaskLength} letters, digits, '.', '_', '-' or '+'.", nameof(name));
}
