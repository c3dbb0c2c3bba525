namespace TypedTasks.Generators.Parsing;

/// <summary>A running FNV-1a of 64 bits.</summary>
internal readonly record struct Fnv(ulong Value)
{
    public static Fnv Start { get; } = new(14695981039346656037);

    public Fnv With(int number) => new(unchecked((Value ^ (uint)number) * 1099511628211));

    public Fnv With(ulong number) => With((int)number).With((int)(number >> 32));

    /// <summary>The text and its end, so that two texts are not one.</summary>
    public Fnv With(string text)
    {
        ulong hash = Value;
        foreach (char c in text)
        {
            hash = unchecked((hash ^ c) * 1099511628211);
        }

        return new Fnv(hash).With(-1);
    }
}
