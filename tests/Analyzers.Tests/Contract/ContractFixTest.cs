using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using TypedTasks.Analyzers.Tests.Harness;

namespace TypedTasks.Analyzers.Tests.Contract;

/// <summary>Applies the fix of a rule about the contract file in a workspace: what it changes may be the file or the source.</summary>
internal static class ContractFixTest
{
    private const string FileName = "TypedTasks.Contract.txt";

    public static async Task RunAsync(string ruleId, string contract, string source, string contractAfter, string sourceAfter)
    {
        var (file, code) = (MarkedSource.Parse(contract, ruleId), MarkedSource.Parse(source, ruleId));
        await ContractRuleTests.CheckAsync(file, code);
        var (fileAfter, codeAfter) = (MarkedSource.Parse(contractAfter, ruleId), MarkedSource.Parse(sourceAfter, ruleId));
        await ContractRuleTests.CheckAsync(fileAfter, codeAfter);

        using var workspace = new AdhocWorkspace();
        var project = Open(workspace, code.Text, file.Text);
        var provider = Assert.Single(Shipped.Fixes, fix => fix.FixableDiagnosticIds.Contains(ruleId));
        var solution = project.Solution;
        for (var i = 0; i < file.Expected.Concat(code.Expected).Count(mark => mark.Id == ruleId); i++)
        {
            var diagnostics = await DiagnoseAsync(solution.GetProject(project.Id)!, ruleId);
            if (diagnostics.IsEmpty)
            {
                break;
            }

            solution = await ApplyAsync(Assert.Single(await OffersAsync(provider, solution.GetProject(project.Id)!, diagnostics[0])));
        }

        await AssertAsync(solution.GetProject(project.Id)!, codeAfter, fileAfter);
        if (provider.GetFixAllProvider() is { } all)
        {
            var known = new KnownDiagnostics(await DiagnoseAsync(project, ruleId));
            var context = new FixAllContext(
                project.Documents.Single(one => one.Name == "File1.cs"), provider, FixAllScope.Solution, null, [ruleId], known, CancellationToken.None);
            await AssertAsync((await ApplyAsync((await all.GetFixAsync(context))!)).GetProject(project.Id)!, codeAfter, fileAfter);
        }
    }

    private static async Task AssertAsync(Project project, MarkedSource code, MarkedSource contract)
    {
        Assert.Equal(code.Text, (await project.Documents.Single(one => one.Name == "File1.cs").GetTextAsync()).ToString(), ignoreLineEndingDifferences: true);
        Assert.Equal(contract.Text.TrimEnd('\n'), (await project.AdditionalDocuments.Single().GetTextAsync()).ToString().TrimEnd('\n'), ignoreLineEndingDifferences: true);
    }

    private static Project Open(AdhocWorkspace workspace, string source, string contract)
    {
        var project = workspace.AddProject(ProjectInfo.Create(
            ProjectId.CreateNewId(), VersionStamp.Default, "Shop", "Shop", LanguageNames.CSharp,
            compilationOptions: UserProject.Options, parseOptions: UserProject.ParseOptions, metadataReferences: UserProject.References));
        project = project.AddDocument("ImplicitUsings.cs", UserProject.ImplicitUsings).Project;
        project = project.AddDocument("File1.cs", SourceText.From(source)).Project;
        return project.AddAdditionalDocument(FileName, SourceText.From(contract), filePath: "/shop/" + FileName).Project;
    }

    private static async Task<ImmutableArray<Diagnostic>> DiagnoseAsync(Project project, string ruleId)
    {
        var compilation = await project.GetCompilationAsync();
        var all = await compilation!.WithAnalyzers(Shipped.Analyzers, project.AnalyzerOptions).GetAnalyzerDiagnosticsAsync();
        return [.. all.Where(one => one.Id == ruleId).OrderBy(one => one.Location.SourceSpan.Start)];
    }

    private static async Task<IReadOnlyList<CodeAction>> OffersAsync(CodeFixProvider provider, Project project, Diagnostic diagnostic)
    {
        var actions = new List<CodeAction>();
        TextDocument place = diagnostic.Location.SourceTree is { } tree ? project.GetDocument(tree)! : project.AdditionalDocuments.Single();
        await provider.RegisterCodeFixesAsync(
            new CodeFixContext(place, diagnostic.Location.SourceSpan, [diagnostic], (action, _) => actions.Add(action), CancellationToken.None));
        return actions;
    }

    private static async Task<Solution> ApplyAsync(CodeAction action) =>
        Assert.Single((await action.GetOperationsAsync(CancellationToken.None)).OfType<ApplyChangesOperation>()).ChangedSolution;

    private sealed class KnownDiagnostics(ImmutableArray<Diagnostic> diagnostics) : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>(diagnostics);

        public override Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>(diagnostics);

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>([]);
    }
}
