namespace TypedTasks.Analyzers;

/// <summary>The categories; each has its own range of ids, so that an id says what it is about.</summary>
internal static class RuleCategories
{
    /// <summary>TT0xxx: the method, its type, its names.</summary>
    public const string Declaration = "TypedTasks.Declaration";

    /// <summary>TT1xxx: what the attribute says.</summary>
    public const string Options = "TypedTasks.Options";

    /// <summary>TT2xxx: what travels.</summary>
    public const string Payload = "TypedTasks.Payload";

    /// <summary>TT3xxx: where Delay is called.</summary>
    public const string CallSite = "TypedTasks.CallSite";

    /// <summary>TT4xxx: what a task does while it runs.</summary>
    public const string TaskBody = "TypedTasks.TaskBody";

    /// <summary>TT6xxx: how a host is put together.</summary>
    public const string Composition = "TypedTasks.Composition";

    /// <summary>TT5xxx: what is on the wire, against the committed contract file.</summary>
    public const string Contract = "TypedTasks.Contract";
}
