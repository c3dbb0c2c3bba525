using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace TypedTasks.Generators.Parsing;

/// <summary>
/// All that a task's model can depend on beyond its own file: two compilations with the same fingerprint give the same model for the
/// same method. Comments and bodies are no part of it, nor is a file that declares only types which no other file names.
/// </summary>
/// <remarks>docs/decisions/0008 says why that is enough.</remarks>
internal static class Fingerprint
{
    private const string Attribute = "Attribute";

    private static readonly ConditionalWeakTable<Compilation, object> OfCompilations = new();
    private static readonly ConditionalWeakTable<Compilation, object> OfReferenced = new();
    private static readonly ConditionalWeakTable<object, object> Numbers = new();
    private static long lastNumber;

    public static ulong Of(Compilation compilation) => (ulong)OfCompilations.GetValue(compilation, static one => Print(one, Around(one)));

    private static object Print(Compilation compilation, IEnumerable<Declarations> files)
    {
        Fnv hash = With(Fnv.Start.With(compilation.AssemblyName ?? string.Empty), (CSharpCompilationOptions)compilation.Options);
        foreach (MetadataReference reference in compilation.References)
        {
            hash = hash.With(reference is CompilationReference { Compilation: { Language: LanguageNames.CSharp } other }
                ? (ulong)OfReferenced.GetValue(other, static one => Print(one, one.SyntaxTrees.Select(Declarations.Of)))
                : NumberOf(reference));
            hash = hash.With(reference.Properties.GetHashCode());
        }

        foreach (string name in compilation.SyntaxTrees.SelectMany(static one => Declarations.Of(one).Namespaces).Distinct().OrderBy(static one => one, StringComparer.Ordinal))
        {
            hash = hash.With(name);
        }

        foreach (Declarations file in files)
        {
            hash = hash.With(file.Hash.Value);
        }

        return hash.Value;
    }

    private static ulong NumberOf(object one) => (ulong)(long)Numbers.GetValue(one, static _ => Interlocked.Increment(ref lastNumber));

    /// <summary>
    /// The options that say what code means or who may see it. Not all of them by their own hash: on the command line they have a part
    /// that refuses to be hashed.
    /// </summary>
    private static Fnv With(Fnv hash, CSharpCompilationOptions options) => hash
        .With((int)options.OutputKind)
        .With((int)options.NullableContextOptions)
        .With((int)options.MetadataImportOptions)
        .With((options.AllowUnsafe ? 1 : 0) + (options.CheckOverflow ? 2 : 0) + (options.PublicSign ? 4 : 0))
        .With(options.ModuleName ?? string.Empty)
        .With(options.CryptoKeyFile ?? string.Empty)
        .With(options.CryptoKeyContainer ?? string.Empty);

    /// <summary>The files that others may depend on: those that speak to all, and those with a type that another file names.</summary>
    private static IEnumerable<Declarations> Around(Compilation compilation)
    {
        Declarations[] files = [.. compilation.SyntaxTrees.Select(Declarations.Of)];
        var naming = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (Declarations file in files)
        {
            foreach (string name in file.Identifiers)
            {
                naming[name] = naming.TryGetValue(name, out int count) ? count + 1 : 1;
            }
        }

        return files.Where(one => one.IsGlobal || one.Types.Any(type => IsNamed(type, one)
            || (type.EndsWith(Attribute, StringComparison.Ordinal) && IsNamed(type.Substring(0, type.Length - Attribute.Length), one))));

        bool IsNamed(string name, Declarations by) => naming.TryGetValue(name, out int count) && count > (by.Identifiers.Contains(name) ? 1 : 0);
    }
}
