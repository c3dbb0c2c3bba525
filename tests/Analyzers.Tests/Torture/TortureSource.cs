using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using TypedTasks.Analyzers.Tests.Catalogue;
using TypedTasks.Analyzers.Tests.Harness;

namespace TypedTasks.Analyzers.Tests.Torture;

/// <summary>
/// Code that no person writes: every construct of the language, too long, too deep, too many; correct, and without anything for a rule
/// to say. The same text in each run.
/// </summary>
internal static class TortureSource
{
    /// <summary>What makes every rule awake: a task, its registration, a worker.</summary>
    public const string OneTask = """
        using Microsoft.Extensions.DependencyInjection;

        public static partial class Emails
        {
            [Task]
            public static void Send(int userId) => Console.WriteLine(userId);

            public static void Add(IServiceCollection services) =>
                services.AddTypedTasks().AddShopTasks().AddWorker();
        }
        """;

    /// <summary>A program without a class, and functions in it.</summary>
    public const string TopLevel = """
        var sum = args.Length;
        await Task.Yield();
        int Add(int one, int other = 1) => one + other;
        foreach (var arg in args) { sum = Add(sum, arg.Length); }
        goto end;
        end: return sum;

        file sealed class Below { [Obsolete] public required int Value { get; init; } }
        """;

    /// <summary>A namespace for the whole file.</summary>
    public const string FileScoped = """
        namespace Torture.Scoped;
        using System.Text;
        public enum Nothing { }
        public interface INothing;
        public sealed class Nobody(StringBuilder text) : INothing { public StringBuilder Text => text; }
        """;

    private const string Number = "_N_";

    /// <summary>Every construct once.</summary>
    public static string Template => Repository.Read("tests/Analyzers.Tests/Torture/EverySyntax.cs.in");

    /// <summary>One construct after the other until there are enough lines.</summary>
    public static string EverySyntax(int lines)
    {
        // Written densely, so that it can be read; the compiler gets it a statement a line.
        var template = CSharpSyntaxTree.ParseText(Template, UserProject.ParseOptions).GetRoot().NormalizeWhitespace(eol: "\n").ToFullString();
        var start = template.IndexOf("#region", StringComparison.Ordinal);
        var body = template[start..];
        var perCopy = body.Count(letter => letter == '\n');
        var text = new StringBuilder(template, 0, start, 1 << 22);
        for (var copy = 0; copy * perCopy < lines; copy++)
        {
            text.Append(body.Replace(Number, $"_{copy}_", StringComparison.Ordinal));
        }

        return text.ToString();
    }

    /// <summary>A class with a method of many statements, one of deep blocks, one of deep functions, expressions without an end.</summary>
    /// <param name="attribute">What stands before each method.</param>
    /// <param name="number">That of the class.</param>
    /// <param name="statements">How many statements the long method has.</param>
    /// <param name="depth">How deep, and how wide, the others are.</param>
    public static string TooLong(string attribute, int number, int statements, int depth)
    {
        var text = new StringBuilder();
        Open($"public static partial class TooLong{number}");
        Open($"{attribute} public static int Statements(int seed)");
        text.AppendLine("var sum = seed;");
        for (var i = 0; i < statements; i++)
        {
            Line((i % 8) switch
            {
                0 => $"var v{i} = sum + {i};",
                1 => $"if (sum > {i}) {{ sum -= {i}; }} else {{ sum += v{i - 1}; }}",
                2 => $"sum ^= Math.Max(sum, {i}) * {i};",
                3 => $"string s{i} = $\"{{sum}} and {{v{i - 3}:D}}\";",
                4 => $"sum += s{i - 1}.Length switch {{ < {i} => 1, _ => 2 }};",
                5 => $"foreach (var c{i} in s{i - 2}) {{ sum += c{i}; }}",
                6 when i % 64 == 6 => $"Func<int, int> f{i} = x => x + sum;",
                7 when i % 64 == 7 => $"sum = f{i - 1}(sum);",
                6 => $"var (a{i}, b{i}) = (sum, {i});",
                _ => $"lock (s{i - 4}) {{ sum = a{i - 1} - b{i - 1}; }}",
            });
        }

        text.AppendLine("return sum;");
        Close();

        Open($"{attribute} public static int Blocks(int seed)");
        Repeat(depth, i => Line($"if (seed > {i}) {{"));
        text.AppendLine("seed++;");
        Repeat(depth, _ => Line("}"));
        text.AppendLine("return seed;");
        Close();

        Open($"{attribute} public static int Functions(int seed)");
        Repeat(depth / 16, i => Line($"int F{i}(int p{i}) {{ Func<int, int> g{i} = q{i} => {{"));
        text.AppendLine("return seed; ");
        Repeat(depth / 16, i => Line($"}}; return g{depth / 16 - 1 - i}(p{depth / 16 - 1 - i}); }} return F{depth / 16 - 1 - i}(seed);"));
        Close();

        Open($"{attribute} public static string Expressions(int seed)");
        text.Append("var sum = seed");
        Repeat(depth * 4, i => text.Append(CultureInfo.InvariantCulture, $" + {i}"));
        text.AppendLine(";").Append("var text = new System.Text.StringBuilder()");
        Repeat(depth * 2, i => text.Append(CultureInfo.InvariantCulture, $".Append({i})"));
        text.AppendLine(".ToString();").Append("var both = text");
        Repeat(depth, i => text.Append(CultureInfo.InvariantCulture, $" + \"{i}\" + sum"));
        text.AppendLine(";").Append("var choice = ");
        Repeat(depth / 4, i => text.Append(CultureInfo.InvariantCulture, $"sum > {i} ? {i} : "));
        text.AppendLine("0;").Append("var numbers = new[] { ");
        Repeat(depth * 8, i => text.Append(CultureInfo.InvariantCulture, $"{i}, "));
        text.AppendLine("};").Append("return both + choice + numbers.Length + ");
        Repeat(depth / 4, _ => text.Append('('));
        text.Append("text");
        Repeat(depth / 4, _ => text.Append(')'));
        text.AppendLine(";");
        Close();
        Close();
        return text.ToString();

        void Open(string head) => text.Append(head).AppendLine(" {");
        void Close() => text.AppendLine("}");
        void Line(string line) => text.AppendLine(line);
        static void Repeat(int times, Action<int> each)
        {
            for (var i = 0; i < times; i++)
            {
                each(i);
            }
        }
    }

    /// <summary>One class, a piece in each of many files, each with tasks.</summary>
    public static IEnumerable<string> ManyParts(int files, int tasksPerFile) =>
        from file in Enumerable.Range(0, files)
        select $$"""
            namespace Parts;

            public sealed record Order{{file}}(int Id, string? Note, IReadOnlyList<Order{{file}}Line> Lines, Dictionary<Guid, DateTimeOffset?> Times);
            public sealed record Order{{file}}Line(decimal Price, int[][] Counts, (int, string)? Pair);

            public sealed partial class Everywhere
            {
                private readonly int part{{file}} = {{file}};

            {{string.Join('\n', Enumerable.Range(0, tasksPerFile).Select(task => $$"""
                /// <summary>Task {{task}} of part {{file}}.</summary>
                [Task(Queue = "queue-{{file}}", Retries = {{task % 5}})]
                public async Task<int> Run{{file}}x{{task}}(Order{{file}} order, int number = {{task}}, CancellationToken cancel = default)
                {
                    await Task.Delay(number, cancel);
                    cancel.ThrowIfCancellationRequested();
                    return order.Lines.Count + part{{file}} + number;
                }
            """))}}
            }
            """;

    public static int Lines(IEnumerable<SyntaxTree> trees) => trees.Sum(tree => tree.GetText().Lines.Count);
}
