using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using TypedTasks.Analyzers.Tests.Torture;

namespace TypedTasks.Bench.Sources;

/// <summary>One folder of source as a compilation: today's framework, TypedTasks, and a task beside it so that every rule is awake.</summary>
/// <remarks>What the compiler thinks of it is not asked. Much of it does not compile here, which makes it the better test.</remarks>
internal sealed class SourceProject
{
    private const string OneTask = """
        using Microsoft.Extensions.DependencyInjection;
        using TypedTasks;

        namespace OnlyTask;

        public static partial class Emails
        {
            [Task]
            public static void Send(int userId) => System.Console.WriteLine(userId);

            public static void Add(IServiceCollection services) => services.AddTypedTasks().AddSourcesTasks().AddWorker();
        }
        """;

    private static readonly CSharpParseOptions ParseOptions = new(
        LanguageVersion.Latest, DocumentationMode.Parse, preprocessorSymbols: ["NET_4_0", "NET_4_5", "NET_4_6", "MONO", "netcoreapp", "ASYNC", "DEBUG", "TRACE"]);

    private static readonly IReadOnlyList<MetadataReference> References =
    [
        .. from path in ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
           where !Path.GetFileName(path).StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal)
           select MetadataReference.CreateFromFile(path),
    ];

    private readonly string root;
    private readonly string[] files;

    private SourceProject(string root, string folder, string[] files)
    {
        (this.root, this.files, Name) = (root, files, folder);
        Lines = files.Sum(file => File.ReadLines(file).Count());
    }

    public string Name { get; }

    public int Files => files.Length;

    public int Lines { get; }

    /// <summary>The folders named in <c>folders.txt</c> that are there.</summary>
    public static IEnumerable<SourceProject> In(string root) =>
        from folder in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "folders.txt"))
        let path = Path.Combine(root, folder)
        where folder.Length > 0 && folder[0] != '#' && Directory.Exists(path)
        let files = Directory.GetFiles(path, "*.cs", SearchOption.AllDirectories)
        where files.Length > 0
        select new SourceProject(root, folder, [.. files.Order(StringComparer.Ordinal)]);

    public async Task<Verdict> JudgeAsync(int? oneIn)
    {
        var clock = Stopwatch.StartNew();
        var dice = new Random(Lines);
        var trees = files
            .Select(file => (File: file, Text: File.ReadAllText(file)))
            .Select(one => CSharpSyntaxTree.ParseText(
                SourceText.From(oneIn is { } n ? PlantedTasks.Plant(one.Text, dice, n) : one.Text), ParseOptions, Path.GetRelativePath(root, one.File)))
            .Append(CSharpSyntaxTree.ParseText(OneTask, ParseOptions, "OneTask.cs"));
        var compilation = CSharpCompilation.Create(
            "Sources", trees, References, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Annotations));

        CSharpGeneratorDriver
            .Create([.. All<IIncrementalGenerator>("TypedTasks.Generators").Select(generator => generator.AsSourceGenerator())], parseOptions: ParseOptions)
            .RunGeneratorsAndUpdateCompilation(compilation, out Compilation generated, out var news);

        var faults = new ConcurrentQueue<string>(news.Select(one => one.ToString()));
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([]),
            onAnalyzerException: (exception, analyzer, _) => faults.Enqueue($"{analyzer}: {exception}"),
            concurrentAnalysis: true,
            logAnalyzerExecutionTime: false);
        var diagnostics = await generated.WithAnalyzers([.. All<DiagnosticAnalyzer>("TypedTasks.Analyzers")], options).GetAnalyzerDiagnosticsAsync();
        return new Verdict([.. diagnostics.Where(one => !one.IsSuppressed).Select(FindingOf)], [.. faults.Distinct()], clock.Elapsed);
    }

    private static Finding FindingOf(Diagnostic diagnostic)
    {
        FileLinePositionSpan place = diagnostic.Location.GetLineSpan();
        string line = diagnostic.Location.SourceTree is { } tree && place.StartLinePosition.Line < tree.GetText().Lines.Count
            ? tree.GetText().Lines.GetLineFromPosition(diagnostic.Location.SourceSpan.Start).ToString().Trim()
            : "";
        return new Finding(diagnostic.Id, $"{place.Path}:{place.StartLinePosition.Line + 1}", diagnostic.GetMessage(null), line);
    }

    private static IEnumerable<T> All<T>(string assembly) =>
        from type in System.Reflection.Assembly.Load(assembly).GetTypes()
        where !type.IsAbstract && typeof(T).IsAssignableFrom(type) && type.GetConstructor([]) is not null
        select (T)Activator.CreateInstance(type)!;
}
