using System.Globalization;
using System.Text;

namespace TypedTasks;

/// <summary>What a queue, a namespace (prefix) and a task may be called, so that no name can reach another's key.</summary>
public static class NameGrammar
{
    /// <summary>The longest queue or namespace, in characters.</summary>
    public const int MaxQueueLength = 128;

    /// <summary>The longest task name, in characters.</summary>
    public const int MaxTaskLength = 400;

    private const int MaxPrinted = 64;

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

    /// <summary>
    /// A name of unknown origin as a message or a terminal can bear it: what is not printable ASCII becomes <c>\uXXXX</c> (so that it ends no
    /// line, moves no cursor and looks like no other name), and of a long one only the first 64 characters are shown, with its length.
    /// </summary>
    public static string Printable(string? name) => Printable(name ?? string.Empty, MaxPrinted);

    /// <summary>A task's name for a message: as it is where it is one, else printable.</summary>
    internal static string PrintableTask(string name) => IsTask(name) ? name : Printable(name);

    /// <summary>A path of the configuration for a message; it holds the name of a task.</summary>
    internal static string PrintablePath(string path) => Printable(path, MaxTaskLength * 2);

    private static string Printable(string name, int most)
    {
        if (name.Length <= most && !name.AsSpan().ContainsAnyExceptInRange(' ', '~'))
        {
            return name;
        }

        var text = new StringBuilder();
        foreach (char c in name.AsSpan(0, Math.Min(name.Length, most)))
        {
            _ = c is >= ' ' and <= '~' ? text.Append(c) : text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}");
        }

        return name.Length <= most ? text.ToString() : text.Append(CultureInfo.InvariantCulture, $"... ({name.Length} characters)").ToString();
    }

    /// <summary>Returns the name or throws.</summary>
    /// <exception cref="ArgumentException">The name is outside the grammar.</exception>
    public static string CheckQueue(string? name, string what = "queue") => IsQueue(name)
        ? name!
        : throw new ArgumentException(
            $"'{Printable(name)}' is no {what} name. Use 1 to {MaxQueueLength} ASCII letters, digits, '.', '_' or '-'.", nameof(name));

    /// <summary>Returns the name or throws.</summary>
    /// <exception cref="ArgumentException">The name is outside the grammar.</exception>
    public static string CheckTask(string? name) => IsTask(name)
        ? name!
        : throw new ArgumentException(
            $"'{Printable(name)}' is no task name. Use 1 to {MaxTaskLength} letters, digits, '.', '_', '-' or '+'.", nameof(name));
}
