using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace TypedTasks.Analyzers.Tests.Harness;

/// <summary><see cref="UserProject"/> as an IDE holds it: fixes need a workspace.</summary>
internal static class UserWorkspace
{
    public static Project Open(AdhocWorkspace workspace) => workspace
        .AddProject(ProjectInfo.Create(
            ProjectId.CreateNewId(), VersionStamp.Default, "Shop", "Shop", LanguageNames.CSharp,
            compilationOptions: UserProject.Options,
            parseOptions: UserProject.ParseOptions,
            metadataReferences: UserProject.References,
            analyzerReferences: [new AnalyzerFileReference(Path.Combine(AppContext.BaseDirectory, "TypedTasks.Generators.dll"), new LoadedAssemblies())]))
        .AddDocument("ImplicitUsings.cs", UserProject.ImplicitUsings).Project;

    /// <summary>The generator is already loaded; a workspace wants to hear of it as a file.</summary>
    private sealed class LoadedAssemblies : IAnalyzerAssemblyLoader
    {
        public void AddDependencyLocation(string fullPath)
        {
        }

        public Assembly LoadFromPath(string fullPath) => Assembly.Load(Path.GetFileNameWithoutExtension(fullPath));
    }
}
