namespace TypedTasks;

/// <summary>
/// Marks a parameter of a task, or a member of what one carries, that nobody shall read in a log: where arguments are printed,
/// <c>***</c> stands in its place. It travels and is stored as it is.
/// </summary>
/// <remarks>
/// TypedTasks itself writes no text or bytes of an argument to a log or a trace. The generated record of the arguments can be printed by
/// anybody, and is by test assertions and by logging of whole objects; what leads to something sensitive is not printed by it.
/// </remarks>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Property | AttributeTargets.Field)]
public sealed class SensitiveAttribute : Attribute;
