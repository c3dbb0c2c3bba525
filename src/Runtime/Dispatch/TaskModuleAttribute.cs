namespace TypedTasks.Dispatch;

/// <summary>Names the module of an assembly that holds tasks, so that <c>Add…TasksAndReferenced()</c> of another finds it when it is compiled.</summary>
/// <param name="module">The generated <see cref="TaskModule"/>, with a static <c>Instance</c>.</param>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class TaskModuleAttribute(Type module) : Attribute
{
    /// <summary>The generated <see cref="TaskModule"/>.</summary>
    public Type Module { get; } = module;
}
