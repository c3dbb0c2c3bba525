using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace TypedTasks.Analyzers.Tests.Harness;

/// <summary>Applies the fix of a rule as an IDE does: in a workspace, one diagnostic at a time, then all at once.</summary>
internal static class CodeFixTest
{
    public static async Task RunAsync(string ruleId, string before, string after)
    {
        var provider = Provider(ruleId);
        var source = MarkedSource.Parse(before, ruleId);
        var count = source.Expected.Count(mark => mark.Id == ruleId);
        await RuleTests.CheckAsync([source]);
        var target = MarkedSource.Parse(after, ruleId);
        await RuleTests.CheckAsync([target]);

        using var workspace = new AdhocWorkspace();
        var start = Open(workspace, source.Text);

        var document = start;
        for (var i = 0; i < count; i++)
        {
            var diagnostics = await DiagnoseAsync(document, ruleId);
            if (diagnostics.IsEmpty)
            {
                break;
            }

            document = await ApplyAsync(document, Assert.Single(await OffersAsync(provider, document, diagnostics[0])));
        }

        Assert.Equal(ReferencedProjects.LastOf(target.Text), (await document.GetTextAsync()).ToString(), ignoreLineEndingDifferences: true);

        if (provider.GetFixAllProvider() is { } fixAll)
        {
            var diagnostics = await DiagnoseAsync(start, ruleId);
            var key = Assert.Single(await OffersAsync(provider, start, diagnostics[0])).EquivalenceKey;
            Assert.False(string.IsNullOrEmpty(key), "a fix without a key cannot be applied everywhere");

            // dotnet format takes the key from the first diagnostic of the analyzer: of another rule, it has none.
            string?[] keys = Shipped.Analyzers.Any(analyzer => IsOneOfMany(analyzer, ruleId)) ? [key, null] : [key];
            foreach (var one in keys)
            {
                var context = new FixAllContext(
                    start, provider, FixAllScope.Document, one, [ruleId], new KnownDiagnostics(diagnostics), CancellationToken.None);
                var action = await fixAll.GetFixAsync(context);
                Assert.NotNull(action);
                document = await ApplyAsync(start, action);
                Assert.Equal(ReferencedProjects.LastOf(target.Text), (await document.GetTextAsync()).ToString(), ignoreLineEndingDifferences: true);
            }
        }
    }

    public static async Task NoneOfferedAsync(string ruleId, string source)
    {
        var marked = MarkedSource.Parse(source, ruleId);
        await RuleTests.CheckAsync([marked]);
        using var workspace = new AdhocWorkspace();
        var document = Open(workspace, marked.Text);
        var diagnostics = await DiagnoseAsync(document, ruleId);
        Assert.NotEmpty(diagnostics);
        foreach (var diagnostic in diagnostics)
        {
            Assert.Empty(await OffersAsync(Provider(ruleId), document, diagnostic));
        }
    }

    private static bool IsOneOfMany(DiagnosticAnalyzer analyzer, string ruleId) =>
        analyzer.SupportedDiagnostics.Length > 1 && analyzer.SupportedDiagnostics.Any(rule => rule.Id == ruleId);

    private static CodeFixProvider Provider(string ruleId) =>
        Assert.Single(Shipped.Fixes, fix => fix.FixableDiagnosticIds.Contains(ruleId));

    private static Document Open(AdhocWorkspace workspace, string text)
    {
        var last = ReferencedProjects.LastOf(text);
        return UserWorkspace.Open(workspace)
            .AddMetadataReferences(ReferencedProjects.In(text))
            .WithCompilationOptions(UserProject.OptionsFor([CSharpSyntaxTree.ParseText(last, UserProject.ParseOptions)]))
            .AddDocument("File1.cs", SourceText.From(last));
    }

    private static async Task<ImmutableArray<Diagnostic>> DiagnoseAsync(Document document, string ruleId)
    {
        var compilation = await document.Project.GetCompilationAsync();
        var tree = await document.GetSyntaxTreeAsync();
        var all = await compilation!.WithAnalyzers(Shipped.Analyzers).GetAnalyzerDiagnosticsAsync();
        return
        [
            .. from diagnostic in all
               where diagnostic.Id == ruleId && diagnostic.Location.SourceTree == tree
               orderby diagnostic.Location.SourceSpan.Start
               select diagnostic,
        ];
    }

    private static async Task<IReadOnlyList<CodeAction>> OffersAsync(CodeFixProvider provider, Document document, Diagnostic diagnostic)
    {
        var actions = new List<CodeAction>();
        await provider.RegisterCodeFixesAsync(
            new CodeFixContext(document, diagnostic, (action, _) => actions.Add(action), CancellationToken.None));
        return actions;
    }

    private static async Task<Document> ApplyAsync(Document document, CodeAction action)
    {
        var operation = Assert.Single((await action.GetOperationsAsync(CancellationToken.None)).OfType<ApplyChangesOperation>());
        return operation.ChangedSolution.GetDocument(document.Id)!;
    }

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
