using Microsoft.CodeAnalysis;

namespace TypedTasks.Roslyn;

/// <summary>Whether a type can travel, and if not, the way to what cannot.</summary>
internal static class PayloadRules
{
    /// <summary>The faults of a type.</summary>
    /// <param name="type">The type of a parameter or of a result.</param>
    /// <param name="root">What starts the path: the parameter's name, or <c>return</c>.</param>
    /// <param name="serializer">What the parameter, or the method for its result, says writes and reads it.</param>
    /// <param name="compilation">The compilation.</param>
    public static IEnumerable<(string Path, string Message, PayloadFault Fault)> Check(ITypeSymbol type, string root, SaidSerializer? serializer, Compilation compilation) =>
        PayloadShapes.Of(compilation).Walk(type, serializer).Faults is { Count: > 0 } faults ? Describe(faults, root) : [];

    private static IEnumerable<(string Path, string Message, PayloadFault Fault)> Describe(IReadOnlyList<PayloadFault> faults, string root)
    {
        foreach (PayloadFault fault in faults)
        {
            string path = root + fault.Path;
            yield return (path, $"'{path}' of type {fault.Type.WithNullableAnnotation(NullableAnnotation.None).ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)} cannot travel: {fault.Problem.Reason}.", fault);
        }
    }
}
