namespace TypedTasks.Contract;

/// <summary>Changes the text of the file: blocks in order, comments and line ends as they were.</summary>
internal sealed class ContractEditor
{
    private readonly List<string> head = [];
    private readonly List<Block> blocks = [];
    private readonly List<string> tail = [];
    private readonly string newLine;

    private ContractEditor(string text)
    {
        newLine = text.Contains("\r\n") ? "\r\n" : "\n";
        Split(text.TrimStart('\uFEFF'));
    }

    /// <summary>Writes the entries of these tasks, and of the shapes that they reach, as the build has them.</summary>
    /// <param name="text">The file, without problems; it may be empty.</param>
    /// <param name="build">The build.</param>
    /// <param name="tasks">Wire names.</param>
    public static string Declare(string text, WireContract build, IReadOnlyCollection<string> tasks)
    {
        var editor = new ContractEditor(text);
        foreach (string name in tasks)
        {
            if (build.Tasks.TryGetValue(name, out TaskEntry? task))
            {
                editor.Remove("task", task.Aliases);
                editor.Remove("retired", task.Aliases.Append(name));
                editor.Put(new("task", name), ContractText.Of(task));
                editor.PutShapes(build, task.Shapes());
            }
        }

        return editor.Finish();
    }

    /// <summary>Writes the entries of these shapes, and of those that they reach, as the build has them.</summary>
    public static string Redraw(string text, WireContract build, IReadOnlyCollection<string> shapes)
    {
        var editor = new ContractEditor(text);
        editor.PutShapes(build, shapes);
        return editor.Finish();
    }

    /// <summary>Takes tasks, or aliases of tasks, out and remembers that it was meant.</summary>
    public static string Retire(string text, IReadOnlyCollection<string> names)
    {
        var editor = new ContractEditor(text);
        editor.Remove("task", names);
        foreach (string name in names)
        {
            foreach (Block task in editor.blocks)
            {
                task.Lines.RemoveAll(line => new ContractLine(line) is { IsIndented: true } one && one.Skip("alias") && !one.AtEnd && one.Word("an alias") == name);
            }

            editor.Put(new("retired", name), ContractText.Retired(name));
        }

        return editor.Finish();
    }

    private void PutShapes(WireContract build, IEnumerable<string> names)
    {
        foreach (ShapeEntry shape in build.Reach(names))
        {
            Put(new("shape", shape.Name), ContractText.Of(shape));
        }
    }

    private void Remove(string section, IEnumerable<string> names)
    {
        var all = new HashSet<string>(names, StringComparer.Ordinal);
        blocks.RemoveAll(one => one.Id.Section == section && all.Contains(one.Id.Name));
    }

    private void Put(BlockId id, string text)
    {
        List<string> lines = [.. text.TrimEnd('\n').Split('\n')];
        int place = blocks.FindIndex(one => one.Id == id);
        if (place >= 0)
        {
            blocks[place] = blocks[place] with { Lines = lines };
            return;
        }

        place = blocks.FindIndex(one => one.Id.CompareTo(id) > 0);
        blocks.Insert(place < 0 ? blocks.Count : place, new(id, [], lines));
    }

    private string Finish()
    {
        Prune();
        var lines = new List<string>(head);
        if (head.All(static one => new ContractLine(one).IsEmpty))
        {
            lines.Add(ContractText.Header);
        }

        Block? before = null;
        foreach (Block block in blocks)
        {
            if (before?.Id.Section != "retired" || block.Id.Section != "retired" || block.Above.Count > 0)
            {
                lines.Add(string.Empty);
            }

            lines.AddRange(block.Above);
            lines.AddRange(block.Lines);
            before = block;
        }

        if (tail.Count > 0)
        {
            lines.Add(string.Empty);
            lines.AddRange(tail);
        }

        return string.Join(newLine, lines) + newLine;
    }

    /// <summary>A shape that no entry names any more says nothing.</summary>
    private void Prune()
    {
        WireContract contract = ContractReader.Read(string.Join("\n", blocks.SelectMany(static one => one.Lines).Prepend(ContractText.Header))).Contract;
        HashSet<string> reached = [.. contract.Reach(contract.Tasks.Values.SelectMany(static one => one.Shapes())).Select(static one => one.Name)];
        blocks.RemoveAll(one => one.Id.Section == "shape" && !reached.Contains(one.Id.Name));
    }

    private void Split(string text)
    {
        var above = new List<string>();
        bool hasHeader = false;
        foreach (string raw in text.Split('\n'))
        {
            string line = raw.TrimEnd();
            var read = new ContractLine(line);
            if (!hasHeader)
            {
                hasHeader = !read.IsEmpty;
                head.Add(line);
            }
            else if (read.IsEmpty)
            {
                if (line.Length > 0)
                {
                    above.Add(line);
                }
                else if (above.Count > 0 && blocks.Count == 0)
                {
                    // A comment below the header that stands by itself belongs to the file, not to the first block.
                    head.Add(string.Empty);
                    head.AddRange(above);
                    above.Clear();
                }
            }
            else if (read.IsIndented && blocks.Count > 0)
            {
                blocks[blocks.Count - 1].Lines.AddRange(above.Append(line));
                above.Clear();
            }
            else
            {
                blocks.Add(new(IdOf(read), above, [line]));
                above = [];
            }
        }

        while (head.Count > 0 && head[head.Count - 1].Length == 0)
        {
            head.RemoveAt(head.Count - 1);
        }

        tail.AddRange(above);
    }

    private static BlockId IdOf(ContractLine line)
    {
        string word = line.Word("a word");
        return word is "task" or "retired" ? new(word, line.Word("a name")) : new("shape", line.Type().Text);
    }

    private readonly record struct BlockId(string Section, string Name) : IComparable<BlockId>
    {
        public int CompareTo(BlockId other) => Rank != other.Rank ? Rank.CompareTo(other.Rank) : string.CompareOrdinal(Name, other.Name);

        private int Rank => Section switch { "task" => 0, "retired" => 1, _ => 2 };
    }

    private sealed record Block(BlockId Id, List<string> Above, List<string> Lines);
}
