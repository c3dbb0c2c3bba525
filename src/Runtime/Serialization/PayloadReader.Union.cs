namespace TypedTasks.Serialization;

public ref partial struct PayloadReader
{
    /// <summary>What to throw where the key of a union is that of no case.</summary>
    /// <param name="key">The key, just read.</param>
    /// <param name="union">The name of the union.</param>
    public readonly PayloadException NoCase(int key, string union) =>
        Refused($"{key} is the key of no case of the union {union}, as this version of the code declares it");
}
