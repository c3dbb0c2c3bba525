namespace TypedTasks.Bench.Reporting;

/// <summary>What one cell is held to.</summary>
/// <param name="Cell">The row of typedtasks that it is about.</param>
/// <param name="Sentence">The target in words.</param>
/// <param name="Value">What is compared; null where a row that it needs was not measured or is void.</param>
/// <param name="Limit">The least or most that is good.</param>
/// <param name="AtLeast">Whether more is better.</param>
internal sealed record Target(string Cell, string Sentence, Func<Results, double?> Value, double Limit, bool AtLeast)
{
    public static Target Least(string cell, string sentence, Func<Results, double?> value, double limit) => new(cell, sentence, value, limit, AtLeast: true);

    public static Target Most(string cell, string sentence, Func<Results, double?> value, double limit) => new(cell, sentence, value, limit, AtLeast: false);

    /// <returns>Whether it is reached; null where it was not measured.</returns>
    public bool? IsReached(Results results) => Value(results) is { } value ? (AtLeast ? value >= Limit : value <= Limit) : null;
}
