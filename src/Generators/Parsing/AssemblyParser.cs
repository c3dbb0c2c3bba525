using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using TypedTasks.Generators.Model;
using TypedTasks.Roslyn;

namespace TypedTasks.Generators.Parsing;

/// <summary>Reads what the files of one assembly share.</summary>
internal static class AssemblyParser
{
    private const string GeneratedNamespace = "TypedTasks.Generated.";

    public static AssemblyModel Parse(Compilation compilation, string? registrationName)
    {
        string name = compilation.AssemblyName ?? "Unnamed";
        IAssemblySymbol? runtime = compilation.SourceModule.ReferencedAssemblySymbols.FirstOrDefault(static one => one.Name == KnownTypes.RuntimeAssembly);
        return new AssemblyModel
        {
            Name = name,
            Namespace = GeneratedNamespace + Names.Escape(Names.Mangle(name)),
            Registration = RegistrationOf(string.IsNullOrWhiteSpace(registrationName) ? name : registrationName!),
            IsExecutable = compilation.Options.OutputKind is OutputKind.ConsoleApplication or OutputKind.WindowsApplication or OutputKind.WindowsRuntimeApplication,
            SeesInternals = runtime?.GivesAccessTo(compilation.Assembly) ?? false,
            Referenced = ModulesOf(compilation).ToEquatableArray(),
        };
    }

    public static string? RegistrationName(AnalyzerConfigOptionsProvider options) =>
        options.GlobalOptions.TryGetValue("build_property.TypedTasksRegistrationName", out string? name) ? name : null;

    /// <summary><c>Contoso.Shop</c> becomes <c>ContosoShop</c>, <c>my-app</c> becomes <c>MyApp</c>.</summary>
    private static string RegistrationOf(string name)
    {
        var text = new StringBuilder(name.Length);
        bool starts = true;
        foreach (char c in name)
        {
            if (char.IsLetterOrDigit(c))
            {
                text.Append(starts ? char.ToUpperInvariant(c) : c);
            }

            starts = !char.IsLetterOrDigit(c);
        }

        return text.Length > 0 ? text.ToString() : "Assembly";
    }

    private static IEnumerable<string> ModulesOf(Compilation compilation)
    {
        var modules = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (IAssemblySymbol assembly in compilation.SourceModule.ReferencedAssemblySymbols)
        {
            // Most assemblies know nothing of us: their attributes are not even looked at.
            if (assembly.Modules.First().ReferencedAssemblies.Any(static one => one.Name == KnownTypes.RuntimeAssembly)
                && assembly.IsNamedGlobally(compilation)
                && assembly.Attribute(KnownTypes.TaskModuleAttribute) is { ConstructorArguments: [{ Value: INamedTypeSymbol { TypeKind: not TypeKind.Error } module }] })
            {
                modules[assembly.Name] = Names.Plain(module);
            }
        }

        return modules.Values;
    }
}
