using System.Globalization;
using TypedTasks.Bench.Generator;

// Prints a table, writes it beside the other measurements and fails when a target is missed.
int[] sizes = [10, 100, 1_000, 5_000];
Edit[] edits = Enum.GetValues<Edit>();
var missed = new List<string>();
var rows = new List<Row>();
var analyzers = new AnalyzerCost();

missed.AddRange(AnalyzerCost.Complaints(new SampleProject(100).Compilation).Take(5));

// The code is compiled to its best form first: what is measured is a process that has run for a while.
var warm = new SampleProject(100);
for (int turn = 0; turn < 8; turn++)
{
    new GeneratorCost(warm, rounds: 1).Cold();
    Array.ForEach(edits, edit => new GeneratorCost(warm, rounds: 1).After(edit));
    new AnalyzerCost().Over(_ => new SampleProject(100).Compilation, rounds: 1);
}

Report.Head();
foreach (int size in sizes)
{
    var project = new SampleProject(size);
    var generator = new GeneratorCost(project, rounds: size < 5_000 ? 9 : 3);
    int rounds = size < 1_000 ? 3 : 1;
    AnalyzerCost counted = size == 1_000 ? analyzers : new AnalyzerCost();
    Add(With(generator.Cold(), counted.Over(_ => new SampleProject(size).Compilation, size == 1_000 ? 3 : rounds)));
    foreach (Edit edit in edits)
    {
        // Analyzers start anew after each edit, whichever it was: at the largest size one is enough.
        Row row = generator.After(edit);
        Add(size < 5_000 || edit == Edit.Body ? With(row, counted.Over(turn => project.After(edit, turn), rounds)) : row);
        if (edit != Edit.Signature && generator.RedoneAfter(edit) is { Count: > 0 } redone)
        {
            missed.Add($"{edit} at {size:N0} tasks redoes {string.Join(", ", redone)}");
        }
    }

    (int looks, int types) = generator.Payloads();
    if (looks > types)
    {
        missed.Add($"{types} payload types are looked at {looks} times at {size:N0} tasks");
    }
}

Console.WriteLine();
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"The slowest of {AnalyzerCost.Count} analyzers at 1,000 tasks, by the compiler's own count:"));
foreach ((string analyzer, double milliseconds) in analyzers.Slowest(8))
{
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {milliseconds,7:0.0} ms  {analyzer}"));
}

Report.Save(rows, Path.Combine("artifacts", "bench-generator.json"));
missed.AddRange(Targets.Missed(rows));
missed.ForEach(static line => Console.Error.WriteLine($"target missed: {line}"));
return missed.Count == 0 ? 0 : 1;

static Row With(Row row, (double Own, Cost Whole) analyzers) => row with { Analyzers = analyzers.Own, Compiler = analyzers.Whole };

void Add(Row row)
{
    Report.Print(row);
    rows.Add(row);
}
