using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using TypedTasks.Analyzers.Tests.Harness;

namespace TypedTasks.Analyzers.Tests.Torture;

/// <summary>
/// All analyzers and the generator over 50,000 lines at a time, with a task beside them so that every rule is awake: nobody throws,
/// nobody speaks, and it ends.
/// </summary>
public sealed class TortureTests
{
    private const int ManyLines = 50_000;

    /// <summary>What only scripts and code with mistakes have; of mistakes there are others (<see cref="BrokenCodeTests"/>).</summary>
    private static readonly SyntaxKind[] OfOtherCode =
    [
        SyntaxKind.UnknownAccessorDeclaration, SyntaxKind.IncompleteMember,
        SyntaxKind.ShebangDirectiveTrivia, SyntaxKind.LoadDirectiveTrivia, SyntaxKind.IgnoredDirectiveTrivia,
        SyntaxKind.InterpolatedSingleLineRawStringStartToken, SyntaxKind.InterpolatedMultiLineRawStringStartToken, SyntaxKind.InterpolatedRawStringEndToken,
    ];

    [Fact]
    public void TheTorture_HasEveryKindOfNode()
    {
        string[] sources = [TortureSource.Template, TortureSource.TopLevel, TortureSource.FileScoped];
        var here = sources
            .SelectMany(source => CSharpSyntaxTree.ParseText(source, UserProject.ParseOptions).GetRoot().DescendantNodesAndSelf(descendIntoTrivia: true))
            .Select(node => node.Kind()).ToHashSet();
        var missing = Enum.GetValues<SyntaxKind>().Where(kind => kind >= SyntaxKind.QualifiedName && !here.Contains(kind)).Except(OfOtherCode).ToArray();

        Assert.True(missing.Length == 0, string.Join(' ', missing));
    }

    [Fact]
    public async Task TheTorture_IsCorrect() => Assert.Empty(await UserProject.DiagnoseAsync(Compile(
        TortureSource.EverySyntax(lines: 1), TortureSource.FileScoped, TortureSource.TooLong("[Task]", number: 1, statements: 100, depth: 20))));

    [Fact]
    public async Task EveryConstructOfTheLanguage_In50000Lines()
    {
        var compilation = Compile(TortureSource.EverySyntax(ManyLines));

        Assert.True(TortureSource.Lines(compilation.SyntaxTrees) >= ManyLines);
        await SaysNothing(compilation);
    }

    [Fact]
    public async Task MethodsWithoutAnEnd_In50000Lines()
    {
        var compilation = Compile(string.Concat(Enumerable.Range(0, 46).Select(number => TortureSource.TooLong("", number, statements: 1_000, depth: 40))));

        Assert.True(TortureSource.Lines(compilation.SyntaxTrees) >= ManyLines);
        await SaysNothing(compilation);
    }

    [Fact]
    public Task TasksWithoutAnEnd() => SaysNothing(Compile(TortureSource.TooLong("[Task]", number: 1, statements: 2_200, depth: 150)));

    [Fact]
    public Task OneClassInManyFiles_EachWithTasks() => SaysNothing(Compile(TortureSource.ManyParts(files: 50, tasksPerFile: 3)));

    [Fact]
    public Task AProgramWithoutAClass() => SaysNothing(
        Compile(TortureSource.TopLevel).WithOptions(UserProject.Options.WithOutputKind(OutputKind.ConsoleApplication)));

    private static Compilation Compile(params IEnumerable<string> sources)
    {
        var compilation = UserProject.Compile(sources.Append(TortureSource.OneTask));
        var corlib = compilation.References.First(reference => reference.Display!.EndsWith("System.Runtime.dll", StringComparison.Ordinal));
        return compilation.ReplaceReference(corlib, corlib.WithAliases(["global", "Torture"]));
    }

    private static async Task SaysNothing(Compilation compilation)
    {
        var diagnostics = await AllRules.SayAsync(compilation);

        Assert.True(diagnostics.IsEmpty, string.Join('\n', diagnostics.Take(40)));
    }
}
