using System.Globalization;

namespace TypedTasks.Contract;

/// <summary>Something in the file that cannot be understood.</summary>
/// <param name="Line">The line, 1 for the first.</param>
/// <param name="Message">Why: half a sentence.</param>
internal sealed record ContractProblem(int Line, string Message);

/// <summary>A file that was read.</summary>
/// <param name="Contract">What it says, as far as it could be understood.</param>
/// <param name="Problems">What could not.</param>
/// <param name="Lines">The line of each block, 1 for the first: by the word that begins it and its name, such as <c>task Shop.Send</c>.</param>
internal sealed record ContractFile(WireContract Contract, IReadOnlyList<ContractProblem> Problems, IReadOnlyDictionary<string, int> Lines)
{
    public int LineOfTask(string name) => LineOf("task " + name);

    public int LineOfShape(string name) => LineOf("shape " + name);

    private int LineOf(string block) => Lines.TryGetValue(block, out int line) ? line : 1;
}

/// <summary>Reads the file. It never throws: what it does not understand is a problem with a line number.</summary>
internal sealed class ContractReader
{
    private readonly WireContract contract = new();
    private readonly List<ContractProblem> problems = [];
    private readonly Dictionary<string, int> lines = new(StringComparer.Ordinal);
    private Block? open;
    private bool hasHeader;

    private ContractReader()
    {
    }

    public static ContractFile Read(string text)
    {
        var reader = new ContractReader();
        reader.ReadAll(text);
        return new(reader.contract, reader.problems, reader.lines);
    }

    private void ReadAll(string text)
    {
        string[] all = text.TrimStart('\uFEFF').Split('\n');
        for (int i = 0; i < all.Length; i++)
        {
            var line = new ContractLine(all[i]);
            if (line.IsEmpty)
            {
                continue;
            }

            try
            {
                if (!hasHeader)
                {
                    hasHeader = true;
                    if (!ReadHeader(line))
                    {
                        problems.Add(new(i + 1, $"the first line must be '{ContractText.Header}'"));
                        return;
                    }
                }
                else if (line.IsIndented)
                {
                    ReadInside(line);
                }
                else
                {
                    Close();
                    ReadHead(line, i + 1);
                }
            }
            catch (FormatException problem)
            {
                problems.Add(new(i + 1, problem.Message));
            }
        }

        Close();
        FindContradictions();
    }

    private static bool ReadHeader(ContractLine line)
    {
        if (line.IsIndented || !line.Skip("contract"))
        {
            return false;
        }

        int format = line.Number("format number", int.MaxValue);
        line.End();
        return format == WireContract.Format
            ? true
            : throw new FormatException($"it is of format {format.ToString(CultureInfo.InvariantCulture)}, and this version of TypedTasks reads format {WireContract.Format.ToString(CultureInfo.InvariantCulture)}");
    }

    private void ReadHead(ContractLine line, int number)
    {
        string word = line.Word("a word");
        switch (word)
        {
            case "task":
                string task = line.Word("a task's name");
                string version = line.Word("a version such as v1");
                open = version.Length > 1 && version[0] == 'v' && int.TryParse(version.Substring(1), NumberStyles.None, CultureInfo.InvariantCulture, out int n) && n is >= 1 and <= 65_535
                    ? new TaskBlock(number, task, n)
                    : throw new FormatException($"'{version}' is no version such as v1");
                break;
            case "object" or "struct":
                string type = line.Type().Text;
                open = new ShapeBlock(number, new(type, word == "struct" ? ShapeKind.Struct : ShapeKind.Object)
                {
                    IsArray = line.Word("'map' or 'array'") switch { "map" => false, "array" => true, var other => throw new FormatException($"'{other}' is neither map nor array") },
                });
                break;
            case "enum":
                string name = line.Type().Text;
                string integer = line.Word("an integer type");
                open = WirePrimitives.TryFormOf(integer) is { Kind: WireFormKind.Integer }
                    ? new ShapeBlock(number, new(name, ShapeKind.Enum) { Of = integer })
                    : throw new FormatException($"'{integer}' is no integer type");
                break;
            case "union":
                open = new ShapeBlock(number, new(line.Type().Text, ShapeKind.Union));
                break;
            case "custom":
                string custom = line.Type().Text;
                open = new ShapeBlock(number, new(custom, ShapeKind.Custom) { Of = line.Type().Text });
                break;
            case "retired":
                Retire(line.Word("a task's name"), number);
                break;
            default:
                throw new FormatException($"'{word}' begins no block; 'task', 'retired', 'object', 'struct', 'enum', 'union' and 'custom' do");
        }

        line.End();
    }

    private void Retire(string name, int number)
    {
        if (!contract.TryRetire(name))
        {
            throw new FormatException($"'{name}' is retired twice");
        }

        lines["retired " + name] = number;
    }

    private void ReadInside(ContractLine line)
    {
        switch (open)
        {
            case TaskBlock task:
                ReadTask(task, line);
                break;
            case ShapeBlock { Shape: { Kind: ShapeKind.Enum } shape } block:
                string name = line.Key();
                if (!line.Skip("="))
                {
                    throw new FormatException("'=' is missing");
                }

                string number = line.Word("a number");
                block.Values.Add(decimal.TryParse(number, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out decimal value)
                    && WirePrimitives.FormOf(shape.Of) is var range && value >= range.Min && value <= range.Max
                        ? new(name, value)
                        : throw new FormatException($"'{number}' is no {shape.Of}"));
                break;
            case ShapeBlock { Shape.Kind: ShapeKind.Union } block:
                string key = line.Word("a key");
                block.Cases.Add(int.TryParse(key, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int of)
                    ? new(of, line.Type())
                    : throw new FormatException($"'{key}' is no key"));
                break;
            case ShapeBlock { Shape.IsObject: true } block:
                int index = block.Shape.IsArray ? line.Number("place in an array", 1023) : -1;
                block.Members.Add(new(line.Key(), index, line.Value(), line.Skip("required")));
                break;
            default:
                throw new FormatException("an indented line belongs to the block above it, and there is none that takes one");
        }

        line.End();
    }

    private static void ReadTask(TaskBlock task, ContractLine line)
    {
        if (line.NextIsDigit)
        {
            int place = line.Number("place of a parameter", int.MaxValue);
            if (place != task.Parameters.Count)
            {
                throw new FormatException($"parameter {task.Parameters.Count.ToString(CultureInfo.InvariantCulture)} is expected here, not {place.ToString(CultureInfo.InvariantCulture)}");
            }

            string name = line.Word("a parameter's name");
            ValueEntry value = line.Value();
            task.Parameters.Add(new(name, value, line.Skip("=") ? line.AtEnd ? throw new FormatException("the default value is missing") : line.Rest() : null));
        }
        else if (line.Skip("alias"))
        {
            task.Aliases.Add(line.Word("an alias"));
        }
        else if (line.Skip("returns"))
        {
            task.Result = task.Result is null ? line.Value() : throw new FormatException("'returns' is there twice");
        }
        else
        {
            throw new FormatException("'alias', the place of a parameter or 'returns' is expected here");
        }
    }

    private void Close()
    {
        Block? block = open;
        open = null;
        switch (block)
        {
            case TaskBlock task:
                var entry = new TaskEntry(task.Name, task.Version, [.. task.Aliases.Distinct().OrderBy(static one => one, StringComparer.Ordinal)], task.Parameters, task.Result);
                if (contract.TryAdd(entry))
                {
                    lines["task " + task.Name] = task.Line;
                }
                else
                {
                    problems.Add(new(task.Line, $"'{task.Name}', or an alias of it, is there twice"));
                }

                break;
            case ShapeBlock one:
                ShapeEntry shape = one.Shape with { Members = one.Members, Values = one.Values, Cases = one.Cases };
                if (Repeated(shape) is { } repeated)
                {
                    problems.Add(new(one.Line, $"{repeated} is there twice in '{shape.Name}'"));
                }
                else if (contract.TryAdd(shape))
                {
                    lines["shape " + shape.Name] = one.Line;
                }
                else
                {
                    problems.Add(new(one.Line, $"'{shape.Name}' is there twice"));
                }

                break;
        }
    }

    private static string? Repeated(ShapeEntry shape) =>
        Twice(shape.Members.Select(static one => one.Key)) ?? Twice(shape.Values.Select(static one => one.Name))
        ?? Twice(shape.Cases.Select(static one => one.Key.ToString(CultureInfo.InvariantCulture)))
        ?? (shape.IsArray ? Twice(shape.Members.Select(static one => one.Index.ToString(CultureInfo.InvariantCulture))) : null);

    private static string? Twice(IEnumerable<string> keys) =>
        keys.GroupBy(static one => one, StringComparer.Ordinal).FirstOrDefault(static one => one.Skip(1).Any()) is { } group ? $"'{group.Key}'" : null;

    private void FindContradictions()
    {
        foreach (string name in contract.Retired.Where(one => contract.TaskOf(one) is not null))
        {
            problems.Add(new(lines["retired " + name], $"'{name}' is both retired and a task"));
        }
    }

    private abstract record Block(int Line);

    private sealed record TaskBlock(int Line, string Name, int Version) : Block(Line)
    {
        public List<string> Aliases { get; } = [];

        public List<ParameterEntry> Parameters { get; } = [];

        public ValueEntry? Result { get; set; }
    }

    private sealed record ShapeBlock(int Line, ShapeEntry Shape) : Block(Line)
    {
        public List<MemberEntry> Members { get; } = [];

        public List<EnumValueEntry> Values { get; } = [];

        public List<CaseEntry> Cases { get; } = [];
    }
}
