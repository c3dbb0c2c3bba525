using Microsoft.CodeAnalysis;
using TypedTasks.Analyzers.Tests.Harness;

namespace TypedTasks.Analyzers.Tests.Contract;

/// <summary>The base of the tests of one rule about the contract file: a file, a source, and the marks in either.</summary>
public abstract class ContractRuleTests : RuleTests
{
    /// <summary>A file with the host of most tests: one task of two arguments.</summary>
    protected const string SendContract = """
        contract 1

        task Emails.Send v1
          0 userId int
          1 locale string = "en"
        """;

    /// <summary>Exactly the marked diagnostics, and no other error.</summary>
    protected async Task Reports(string contract, string source)
    {
        var (file, code) = (MarkedSource.Parse(contract, RuleId), MarkedSource.Parse(source, RuleId));
        Assert.Contains(file.Expected.Concat(code.Expected), expected => expected.Id == RuleId);
        await CheckAsync(file, code);
    }

    /// <summary>Nothing at all: the build is what the file says, or no message minds and the file says so.</summary>
    protected Task StaysSilent(string contract, string source) => CheckAsync(new MarkedSource(contract, []), new MarkedSource(source, []));

    /// <summary>The message of the rule's only diagnostic.</summary>
    protected async Task<string> Message(string contract, string source) =>
        Assert.Single(await UserProject.DiagnoseAsync(UserProject.Compile(source), contract), diagnostic => diagnostic.Id == RuleId).GetMessage(null);

    /// <summary>The fix, applied until the rule is silent and, where there is a fix-all, all at once.</summary>
    protected Task Fixes(string contract, string source, string contractAfter, string sourceAfter) =>
        ContractFixTest.RunAsync(RuleId, contract, source, contractAfter, sourceAfter);

    /// <summary>A host of one static task.</summary>
    protected static string Send(string parameters, string attributes = "Task", string returns = "void", string body = "{ }") => $$"""
        public static partial class Emails
        {
            [{{attributes}}] public static {{returns}} Send({{parameters}}) {{body}}
        }
        """;

    internal static async Task CheckAsync(MarkedSource contract, MarkedSource source)
    {
        var actual = await UserProject.DiagnoseAsync(UserProject.Compile(source.Text), contract.Text);
        var expected = Lines("File1.cs", source).Concat(Lines("TypedTasks.Contract.txt", contract));

        Assert.Equal(
            string.Join('\n', expected.Order(StringComparer.Ordinal)),
            string.Join('\n', actual.Select(diagnostic => Describe(diagnostic, contract.Text)).Order(StringComparer.Ordinal)));
    }

    private static IEnumerable<string> Lines(string file, MarkedSource source) =>
        source.Expected.Select(mark => $"{file} {mark.Span.Start} {mark.Id} at '{source.Text.Substring(mark.Span.Start, mark.Span.Length)}'");

    private static string Describe(Diagnostic diagnostic, string contract)
    {
        var span = diagnostic.Location.SourceSpan;
        var text = diagnostic.Location.SourceTree?.GetText().ToString() ?? contract;
        var file = Path.GetFileName(diagnostic.Location.GetLineSpan().Path);
        var line = $"{file} {span.Start} {diagnostic.Id} at '{text.Substring(span.Start, span.Length)}'";
        return UserProject.IsOurs(diagnostic) ? line : $"{line}: {diagnostic.GetMessage(null)}";
    }
}
