using Microsoft.CodeAnalysis;

namespace TypedTasks.Analyzers.Tests.Harness;

/// <summary>
/// The base of the tests of one rule, whose id is the first six letters of the class name. All analyzers and the generator run
/// in every test: what is reported twice, or by the wrong rule, fails too.
/// </summary>
public abstract class RuleTests
{
    protected RuleTests() => RuleId = GetType().Name[..6];

    protected string RuleId { get; }

    /// <summary>Exactly the marked diagnostics, and no other error.</summary>
    protected async Task Reports(params string[] sources)
    {
        var marked = sources.Select(source => MarkedSource.Parse(source, RuleId)).ToList();
        Assert.Contains(marked, source => source.Expected.Any(expected => expected.Id == RuleId));
        await CheckAsync(marked);
    }

    /// <summary>Nothing at all: no rule speaks, and the compiler accepts what the generator wrote.</summary>
    protected async Task StaysSilent(params string[] sources) =>
        await CheckAsync([.. sources.Select(source => new MarkedSource(source, []))]);

    /// <summary>The message of the rule's only diagnostic.</summary>
    protected async Task<string> Message(params string[] sources)
    {
        var marked = sources.Select(source => MarkedSource.Parse(source, RuleId));
        var diagnostics = await UserProject.DiagnoseAsync(UserProject.Compile(marked.Select(source => source.Text)));
        return Assert.Single(diagnostics, diagnostic => diagnostic.Id == RuleId).GetMessage(null);
    }

    /// <summary>The fix, applied one by one and as fix-all, turns one source into the other, which then compiles.</summary>
    protected Task Fixes(string before, string after) => CodeFixTest.RunAsync(RuleId, before, after);

    /// <summary>No fix is offered for the marked diagnostics.</summary>
    protected Task HasNoFix(string source) => CodeFixTest.NoneOfferedAsync(RuleId, source);

    internal static async Task CheckAsync(IReadOnlyList<MarkedSource> sources)
    {
        var compilation = UserProject.Compile(sources.Select(source => source.Text));
        var actual = await UserProject.DiagnoseAsync(compilation);
        var expected = sources.SelectMany((source, index) =>
            source.Expected.Select(mark => Describe($"File{index + 1}.cs", mark.Id, source.Text.Substring(mark.Span.Start, mark.Span.Length), mark.Span.Start)));

        Assert.Equal(
            string.Join('\n', expected.Order(StringComparer.Ordinal)),
            string.Join('\n', actual.Select(Describe).Order(StringComparer.Ordinal)));
    }

    private static string Describe(Diagnostic diagnostic)
    {
        var text = diagnostic.Location.SourceTree?.GetText().ToString(diagnostic.Location.SourceSpan) ?? "";
        var line = Describe(diagnostic.Location.SourceTree?.FilePath, diagnostic.Id, text, diagnostic.Location.SourceSpan.Start);
        return UserProject.IsOurs(diagnostic) ? line : $"{line}: {diagnostic.GetMessage(null)}";
    }

    private static string Describe(string? file, string id, string text, int start) => $"{file} {start} {id} at '{text}'";
}
