using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using TypedTasks.Analyzers.Contract;
using TypedTasks.Contract;

namespace TypedTasks.CodeFixes.Contract;

/// <summary>The contract file of a project, and how a fix changes it.</summary>
internal static class ContractDocument
{
    public static TextDocument? Of(Project project) => project.AdditionalDocuments.FirstOrDefault(
        static one => string.Equals(Path.GetFileName(one.FilePath ?? one.Name), WireContract.FileName, StringComparison.OrdinalIgnoreCase));

    /// <summary>The solution with the file of one project changed as these diagnostics want it.</summary>
    public static async Task<Solution> EditAsync(Project project, IEnumerable<Diagnostic> diagnostics, CancellationToken cancel)
    {
        if (Of(project) is not { } file || await project.GetCompilationAsync(cancel).ConfigureAwait(false) is not { } compilation)
        {
            return project.Solution;
        }

        var old = await file.GetTextAsync(cancel).ConfigureAwait(false);
        var build = ContractBuild.Of(compilation).Contract;
        var subjects = diagnostics.Select(static one => one.Properties[ContractAnalyzer.Subject]!).Distinct(StringComparer.Ordinal).ToList();
        var text = ContractEditor.Declare(old.ToString(), build, [.. subjects.Where(build.Tasks.ContainsKey)]);
        text = ContractEditor.Redraw(text, build, [.. subjects.Where(build.Shapes.ContainsKey)]);
        return project.Solution.WithAdditionalDocumentText(file.Id, SourceText.From(text, old.Encoding));
    }

    /// <summary>The version that the file gives a task of the build, under its name or an alias; null where there is none.</summary>
    public static async Task<int?> VersionAsync(Project project, string task, CancellationToken cancel)
    {
        if (Of(project) is not { } file || await project.GetCompilationAsync(cancel).ConfigureAwait(false) is not { } compilation)
        {
            return null;
        }

        var text = await file.GetTextAsync(cancel).ConfigureAwait(false);
        var build = ContractBuild.Of(compilation).Contract;
        return build.Tasks.TryGetValue(task, out var now) ? new ContractComparison(ContractReader.Read(text.ToString()).Contract, build).PredecessorOf(now)?.Version : null;
    }

    public static async Task<Solution> RetireAsync(Project project, IEnumerable<Diagnostic> diagnostics, CancellationToken cancel)
    {
        if (Of(project) is not { } file)
        {
            return project.Solution;
        }

        var old = await file.GetTextAsync(cancel).ConfigureAwait(false);
        var names = diagnostics.Select(static one => one.Properties[ContractAnalyzer.Other] ?? one.Properties[ContractAnalyzer.Subject]!).Distinct(StringComparer.Ordinal);
        return project.Solution.WithAdditionalDocumentText(file.Id, SourceText.From(ContractEditor.Retire(old.ToString(), [.. names]), old.Encoding));
    }
}
