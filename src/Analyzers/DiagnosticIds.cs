namespace TypedTasks.Analyzers;

/// <summary>Every id: the name is the number and the sentence. Ids are literals and are never used again for something else.</summary>
internal static class DiagnosticIds
{
    public const string TT3001DelayMustBeAwaited = "TT3001";
}
