namespace TypedTasks.Bench.Worker;

/// <summary>As many task types as <c>./do bench types</c> has generated; none in an ordinary build.</summary>
public static partial class ManyTasks
{
    private static readonly Lazy<IReadOnlyList<Func<string, TaskCall<NoResult>>>> All = new(() =>
    {
        var calls = new List<Func<string, TaskCall<NoResult>>>();
        Fill(calls);
        return calls;
    });

    /// <summary>One maker of a call for each type.</summary>
    public static IReadOnlyList<Func<string, TaskCall<NoResult>>> Calls => All.Value;

    static partial void Fill(ICollection<Func<string, TaskCall<NoResult>>> calls);
}
