namespace TypedTasks.Fuzz.Engine;

/// <summary>What may be wrong with a reader.</summary>
internal enum FindingKind
{
    /// <summary>It threw what its documentation does not name.</summary>
    Exception,

    /// <summary>It allocated more than its bound allows.</summary>
    Memory,

    /// <summary>It did not come back.</summary>
    Hang,
}

/// <summary>An input that a reader does not stand.</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="Text">The exception, or the figures.</param>
/// <param name="Input">The input.</param>
internal sealed record Finding(FindingKind Kind, string Text, byte[] Input)
{
    /// <summary>Whether the other is the same fault: the first line names the exception, without what it says.</summary>
    public bool IsLike(Finding? other) => other is not null && Kind == other.Kind && (Kind != FindingKind.Exception || Head == other.Head);

    private string Head => Text.Split(':', 2)[0];
}
