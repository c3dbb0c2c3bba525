namespace TypedTasks.Contract;

/// <summary>All that an assembly's tasks are on the wire.</summary>
internal sealed class WireContract
{
    public const string FileName = "TypedTasks.Contract.txt";

    /// <summary>The format of the file that this code reads and writes.</summary>
    public const int Format = 1;

    private readonly SortedDictionary<string, TaskEntry> tasks = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, ShapeEntry> shapes = new(StringComparer.Ordinal);
    private readonly SortedSet<string> retired = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TaskEntry> byAnyName = new(StringComparer.Ordinal);

    /// <summary>By wire name.</summary>
    public IReadOnlyDictionary<string, TaskEntry> Tasks => tasks;

    /// <summary>By C# name.</summary>
    public IReadOnlyDictionary<string, ShapeEntry> Shapes => shapes;

    /// <summary>Names on which nothing runs any more, on purpose.</summary>
    public IReadOnlyCollection<string> Retired => retired;

    /// <summary>Adds a task; false where its name or an alias is taken.</summary>
    public bool TryAdd(TaskEntry task)
    {
        if (tasks.ContainsKey(task.Name) || task.Aliases.Append(task.Name).Any(byAnyName.ContainsKey))
        {
            return false;
        }

        tasks.Add(task.Name, task);
        foreach (string name in task.Aliases.Append(task.Name))
        {
            byAnyName[name] = task;
        }

        return true;
    }

    public bool TryAdd(ShapeEntry shape)
    {
        if (shapes.ContainsKey(shape.Name))
        {
            return false;
        }

        shapes.Add(shape.Name, shape);
        return true;
    }

    public bool TryRetire(string name) => retired.Add(name);

    public bool IsRetired(string name) => retired.Contains(name);

    public ShapeEntry? Shape(string name) => shapes.TryGetValue(name, out ShapeEntry? shape) ? shape : null;

    /// <summary>The task that a message of this name runs, or null.</summary>
    public TaskEntry? TaskOf(string name) => byAnyName.TryGetValue(name, out TaskEntry? task) ? task : null;

    /// <summary>The shapes that these names lead to, each once, in order.</summary>
    public IReadOnlyList<ShapeEntry> Reach(IEnumerable<string> names)
    {
        var seen = new SortedDictionary<string, ShapeEntry>(StringComparer.Ordinal);
        var open = new Stack<string>(names);
        while (open.Count > 0)
        {
            string name = open.Pop();
            if (!seen.ContainsKey(name) && Shape(name) is { } shape)
            {
                seen.Add(name, shape);
                foreach (string next in shape.Shapes())
                {
                    open.Push(next);
                }
            }
        }

        return [.. seen.Values];
    }
}
