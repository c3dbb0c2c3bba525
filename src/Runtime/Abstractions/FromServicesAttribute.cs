namespace TypedTasks;

/// <summary>
/// A parameter that the worker takes from its services and that does not travel. ASP.NET Core's attribute of this name is
/// understood too.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class FromServicesAttribute : Attribute;
