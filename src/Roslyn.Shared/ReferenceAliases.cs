using Microsoft.CodeAnalysis;

namespace TypedTasks.Roslyn;

/// <summary>The aliases under which a project references an assembly.</summary>
internal static class ReferenceAliases
{
    /// <summary>Whether <c>global::</c> leads to what is in it: behind an alias alone, only files that declare the alias can name it.</summary>
    public static bool IsNamedGlobally(this IAssemblySymbol assembly, Compilation compilation) =>
        compilation.GetMetadataReference(assembly) is not { Properties.Aliases: { IsEmpty: false } aliases } || aliases.Contains(MetadataReferenceProperties.GlobalAlias);
}
