namespace TypedTasks.Roslyn;

/// <summary>What a queue and a task may be called: the compile-time twin of the runtime's <c>NameGrammar</c>.</summary>
internal static class WireNames
{
    public const int MaxQueueLength = 128;
    public const int MaxTaskLength = 400;

    public static bool IsQueue(string name) => name.Length is > 0 and <= MaxQueueLength && name.All(
        static c => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '.' or '_' or '-');

    public static bool IsTask(string name) => name.Length is > 0 and <= MaxTaskLength && name.All(
        static c => char.IsLetterOrDigit(c) || c is '.' or '_' or '-' or '+');
}
