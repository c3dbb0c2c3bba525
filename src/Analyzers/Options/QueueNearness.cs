namespace TypedTasks.Analyzers.Options;

/// <summary>Whether one queue name is likely another one mistyped. Names are often numbered or differ by a word: those are no slips.</summary>
internal static class QueueNearness
{
    /// <summary>A shorter word differs from too many others by one letter.</summary>
    private const int ShortestWord = 4;

    /// <summary>Another letter in a short word often makes another word: mail, main.</summary>
    private const int ShortestWordWithAnotherLetter = 6;

    private static readonly char[] Separators = ['.', '-', '_'];

    public static bool IsSlip(string name, string other)
    {
        if (name == other)
        {
            return false;
        }

        var (one, two) = (name.ToLowerInvariant().Split(Separators), other.ToLowerInvariant().Split(Separators));
        if (one.Length != two.Length)
        {
            return false;
        }

        // Only case or separators differ, or else a single word by a single slip.
        var differing = one.Zip(two, static (left, right) => (left, right)).Where(static pair => pair.left != pair.right).ToList();
        return differing.Count == 0 || (differing is [var only] && IsSlipOfWord(only.left, only.right));
    }

    private static bool IsSlipOfWord(string one, string two)
    {
        if (one.Length < ShortestWord || two.Length < ShortestWord || one.Concat(two).Any(char.IsDigit))
        {
            return false;
        }

        var start = 0;
        while (start < one.Length && start < two.Length && one[start] == two[start])
        {
            start++;
        }

        var end = 0;
        while (end < one.Length - start && end < two.Length - start && one[one.Length - 1 - end] == two[two.Length - 1 - end])
        {
            end++;
        }

        return (one.Length - start - end, two.Length - start - end) switch
        {
            (0, 1) or (1, 0) => true,
            (1, 1) => one.Length >= ShortestWordWithAnotherLetter,
            (2, 2) => one[start] == two[start + 1] && one[start + 1] == two[start],
            _ => false,
        };
    }
}
