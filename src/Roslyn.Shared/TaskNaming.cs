using Microsoft.CodeAnalysis;

namespace TypedTasks.Roslyn;

/// <summary>The naming law: what a task is called on the wire and in code.</summary>
internal static class TaskNaming
{
    private const string Async = "Async";
    private const string Task = "Task";

    /// <summary>The name on the wire: <c>Namespace.Type.Nested.Method</c>, or what the attribute says.</summary>
    public static string WireNameOf(IMethodSymbol method, TaskOptions? options = null) =>
        WireNameOf(method, options ?? TaskOptions.Of(method), null);

    /// <summary>The same where the host's full name is known.</summary>
    public static string WireNameOf(IMethodSymbol method, TaskOptions options, string? host) =>
        options.Name ?? (host ?? method.ContainingType.FullName()) + "." + ShortNameOf(method);

    /// <summary>The name of the proxy property: <c>Method</c> + <c>Task</c>, or what the attribute says.</summary>
    public static string ProxyNameOf(IMethodSymbol method, TaskOptions? options = null) =>
        (options ?? TaskOptions.Of(method)).Proxy ?? ShortNameOf(method) + Task;

    /// <summary>The name of the nested class that is the type of a proxy.</summary>
    public static string DefinitionNameOf(string proxy) => proxy + "Definition";

    /// <summary>The name of the nested record struct of a proxy's arguments: <c>SendTask</c> has <c>SendArgs</c>.</summary>
    public static string ArgumentsNameOf(string proxy) => Without(proxy, Task) + "Args";

    /// <summary>All names that the generator adds to the host for one task.</summary>
    public static string[] GeneratedNamesOf(IMethodSymbol method) => GeneratedNamesOf(ProxyNameOf(method));

    /// <summary>The same for a proxy's name.</summary>
    public static string[] GeneratedNamesOf(string proxy) => [proxy, DefinitionNameOf(proxy), ArgumentsNameOf(proxy)];

    /// <summary>The method's name without a trailing <c>Async</c>, unless the type has a task of the shorter name or nothing would remain.</summary>
    public static string ShortNameOf(IMethodSymbol method)
    {
        string shorter = Without(method.Name, Async);
        return shorter.Length == method.Name.Length || method.ContainingType.GetMembers(shorter).Any(static one => KnownTypes.IsTask(one)) ? method.Name : shorter;
    }

    private static string Without(string name, string ending) =>
        name.Length > ending.Length && name.EndsWith(ending, StringComparison.Ordinal) ? name.Substring(0, name.Length - ending.Length) : name;
}
