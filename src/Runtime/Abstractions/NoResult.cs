namespace TypedTasks;

/// <summary>The result type of a task whose method returns nothing.</summary>
public readonly record struct NoResult;
