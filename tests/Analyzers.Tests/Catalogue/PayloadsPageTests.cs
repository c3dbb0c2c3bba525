using System.Text.RegularExpressions;
using TypedTasks.Analyzers.Tests.Harness;

namespace TypedTasks.Analyzers.Tests.Catalogue;

/// <summary>The samples of <c>docs/payloads.md</c> are files that compile, and no rule speaks.</summary>
public sealed partial class PayloadsPageTests
{
    public static TheoryData<string> Samples => [.. FencedCode().Matches(Repository.Read("docs/payloads.md")).Select(match => match.Groups[1].Value)];

    [Theory, MemberData(nameof(Samples))]
    public async Task EverySample_Compiles(string sample) => Assert.Empty(await UserProject.DiagnoseAsync(UserProject.Compile(sample)));

    [GeneratedRegex("^```csharp\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex FencedCode();
}
