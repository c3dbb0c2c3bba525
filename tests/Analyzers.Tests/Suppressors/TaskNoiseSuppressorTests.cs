using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using TypedTasks.Analyzers.Suppressors;
using TypedTasks.Analyzers.Tests.Harness;

namespace TypedTasks.Analyzers.Tests.Suppressors;

/// <summary>
/// With the analyzers of the SDK that builds this repository, and stand-ins for what is no part of it: CA1801 is gone from current SDKs,
/// RCS1163 is Roslynator's, and the SDK's code style wants the compiler it came with (the packages' tests build with it).
/// </summary>
public sealed class TaskNoiseSuppressorTests
{
    private const string Interface = "public partial interface IReports { [Task] void Make(int day); } ";

    [Theory]
    [InlineData("CA1822", "internal sealed partial class Emails { [Task] public void Send(int userId) => Console.WriteLine(userId); }")]
    [InlineData("CA1812", "internal sealed partial class Emails { [Task] public void Send(int userId) => Console.WriteLine(userId); }")]
    public async Task Suppresses_WhatIsSaidOfATask(string id, string source) =>
        Assert.Equal([true], from diagnostic in await DiagnoseAsync(source) where diagnostic.Id == id select diagnostic.IsSuppressed);

    [Theory]
    [InlineData("CA1822", "internal sealed partial class Emails { public void Send(int userId) => Console.WriteLine(userId); }")]
    [InlineData("CA1812", "internal sealed partial class Emails { public void Send(int userId) => Console.WriteLine(userId); }")]
    public async Task Leaves_WhatIsSaidOfOtherMethods(string id, string source) =>
        Assert.Equal([false], from diagnostic in await DiagnoseAsync(source) where diagnostic.Id == id select diagnostic.IsSuppressed);

    [Theory]
    [InlineData("IDE0060")]
    [InlineData("CA1801")]
    [InlineData("RCS1163")]
    public async Task Suppresses_AnArgumentThatIsNotUsed(string id)
    {
        Assert.Equal([true], await StandInAsync(id, "internal static partial class Emails { [Task] public static void Send(int userId) { } }"));
        Assert.Equal([true], await StandInAsync(id, Interface + "internal sealed class Reports : IReports { public void Make(int day) { } }"));
    }

    [Theory]
    [InlineData("IDE0060", "internal static partial class Emails { public static void Send(int userId) { } }")]
    [InlineData("CA1801", "internal static partial class Emails { public static void Send(int userId) { } }")]
    [InlineData("RCS1163", "internal static partial class Emails { public static void Send(int userId) { } }")]
    [InlineData("IDE0060", "internal static partial class Emails { [Task] public static void Send(CancellationToken ct) { } }")]
    [InlineData("CA1801", "internal static partial class Emails { [Task] public static void Send(TaskContext context) { } }")]
    [InlineData("RCS1163", "internal static partial class Emails { [Task] public static void Send([FromServices] IFormatProvider format) { } }")]
    [InlineData("IDE0060", "internal static partial class Emails { [Task] public static void Send() { Of(1); void Of(int unused) { } } }")]
    public async Task Leaves_ParametersOfOtherMethodsAndOnesThatTheWorkerSupplies(string id, string source) =>
        Assert.Equal([false], await StandInAsync(id, source));

    [Fact]
    public async Task Suppresses_AMemberThatNobodyCalls_WhereItIsATask() =>
        Assert.Equal([true], await StandInAsync("IDE0051", "internal static partial class Emails { [Task] private static void Send() { } }"));

    [Theory]
    [InlineData("internal static partial class Emails { private static void Send() { } }")]
    [InlineData("internal static partial class Emails { [Obsolete] private static void Send() { } }")]
    [InlineData("internal static partial class Emails { [Task] internal static void Run() { } private static void Send() { } }")]
    public async Task Leaves_AMemberThatNobodyCalls(string source) => Assert.Equal([false], (await StandInAsync("IDE0051", source)).TakeLast(1));

    [Fact]
    public async Task Suppresses_WhatIsSaidOfAClassThatImplementsATask() =>
        Assert.Equal([true], await OfReportsAsync("internal sealed class Reports : IReports { public void Make(int day) => Console.WriteLine(day); }"));

    [Fact]
    public async Task Leaves_WhatIsSaidOfAClassThatImplementsAnythingElse() =>
        Assert.Equal([false], await OfReportsAsync("internal sealed class Reports : IDisposable { public void Dispose() => Console.WriteLine(); }"));

    private static async Task<IEnumerable<bool>> OfReportsAsync(string source) =>
        from diagnostic in await DiagnoseAsync(Interface + source) where diagnostic.Id == "CA1812" select diagnostic.IsSuppressed;

    private static async Task<IEnumerable<bool>> StandInAsync(string id, string source)
    {
        var options = new CompilationWithAnalyzersOptions(new AnalyzerOptions([]), null, true, false, reportSuppressedDiagnostics: true);
        var all = await UserProject.Compile(source).WithAnalyzers([new StandInAnalyzer(id), new TaskNoiseSuppressor()], options).GetAnalyzerDiagnosticsAsync();
        Assert.All(all, diagnostic => Assert.Equal(id, diagnostic.Id));
        return from diagnostic in all orderby diagnostic.Location.SourceSpan.Start select diagnostic.IsSuppressed;
    }

    private static async Task<ImmutableArray<Diagnostic>> DiagnoseAsync(string source)
    {
        var rules = SdkAnalyzers().SelectMany(one => one.SupportedDiagnostics).Select(rule => rule.Id).Distinct();
        var compilation = UserProject.Compile(source);
        compilation = compilation.WithOptions(compilation.Options.WithSpecificDiagnosticOptions(rules.ToDictionary(id => id, _ => ReportDiagnostic.Warn)));
        var options = new CompilationWithAnalyzersOptions(new AnalyzerOptions([]), null, true, false, reportSuppressedDiagnostics: true);
        return await compilation.WithAnalyzers([.. SdkAnalyzers(), new TaskNoiseSuppressor()], options).GetAnalyzerDiagnosticsAsync();
    }

    private static IEnumerable<DiagnosticAnalyzer> SdkAnalyzers()
    {
        // <dotnet>/shared/Microsoft.NETCore.App/<version>/ holds the runtime; the SDKs lie beside.
        var dotnet = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..", ".."));
        var file = Directory.EnumerateFiles(Path.Combine(dotnet, "sdk"), "Microsoft.CodeAnalysis*.NetAnalyzers.dll", SearchOption.AllDirectories)
            .Where(path => !path.Contains("VisualBasic", StringComparison.Ordinal))
            .OrderByDescending(path => path, StringComparer.Ordinal)
            .GroupBy(Path.GetFileName)
            .Select(same => same.First());
        return file.SelectMany(path => Assembly.LoadFrom(path).GetTypes())
            .Where(type => !type.IsAbstract && typeof(DiagnosticAnalyzer).IsAssignableFrom(type)
                && type.Name.Contains("MarkMembersAsStatic", StringComparison.Ordinal) | type.Name.Contains("AvoidUninstantiatedInternalClasses", StringComparison.Ordinal))
            .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!);
    }
}
