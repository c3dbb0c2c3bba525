using System.Buffers.Binary;
using System.Numerics;

namespace TypedTasks.Dispatch;

/// <summary>
/// All tasks of a host by name: joins the modules of its assemblies. Immutable; a lookup by the bytes of a name allocates nothing.
/// </summary>
public sealed class DispatchTable
{
    private readonly TaskInvoker[] invokers;
    private readonly byte[][] names;

    // Open addressing: an index + 1 into the arrays above, 0 where nothing is. At most half full, so that a probe ends soon.
    private readonly int[] buckets;
    private readonly Dictionary<Type, TaskInvoker> byResult = [];

    /// <summary>Joins modules; one that is named twice counts once.</summary>
    /// <exception cref="TaskSetupException">Two tasks have the same name; the message names both assemblies.</exception>
    public DispatchTable(IEnumerable<TaskModule> modules)
    {
        ArgumentNullException.ThrowIfNull(modules);
        TaskModule[] joined = [.. modules.DistinctBy(module => module.Assembly, StringComparer.Ordinal)];
        Refuse(joined);
        Skipped = [.. joined.SelectMany(module => module.Skipped)];
        invokers = [.. joined.SelectMany(module => module.Invokers)];
        names = [.. invokers.Select(invoker => invoker.Definition.NameUtf8.ToArray())];
        buckets = new int[(int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(4, invokers.Length * 2))];
        for (int i = 0; i < invokers.Length; i++)
        {
            Insert(i);
            byResult.TryAdd(invokers[i].ResultType, invokers[i]);
        }
    }

    /// <summary>No task at all: a host that only sends what it was given.</summary>
    public static DispatchTable Empty { get; } = new([]);

    /// <summary>Every entry; its place is the index that <see cref="TryFind"/> gives.</summary>
    public IReadOnlyList<TaskInvoker> Invokers => invokers;

    /// <summary>The <c>[Task]</c> methods of all assemblies that the generator had to skip.</summary>
    public IReadOnlyList<SkippedTask> Skipped { get; }

    /// <summary>Finds an entry by the name as it travels.</summary>
    /// <param name="name">UTF-8.</param>
    /// <param name="index">Its place in <see cref="Invokers"/>, or -1.</param>
    public bool TryFind(ReadOnlySpan<byte> name, out int index)
    {
        int mask = buckets.Length - 1;
        for (int at = (int)Hash(name) & mask; buckets[at] != 0; at = (at + 1) & mask)
        {
            index = buckets[at] - 1;
            if (name.SequenceEqual(names[index]))
            {
                return true;
            }
        }

        index = -1;
        return false;
    }

    /// <summary>Finds any task that returns <typeparamref name="TResult"/>, so that a handle made from an id has a reader.</summary>
    /// <returns>Its definition, or null where no registered task returns the type.</returns>
    public TaskDefinition<TResult>? FindByResult<TResult>() =>
        byResult.TryGetValue(typeof(TResult), out TaskInvoker? invoker) ? (TaskDefinition<TResult>)invoker.Definition : null;

    private static void Refuse(TaskModule[] modules)
    {
        var owners = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (TaskModule module in modules)
        {
            foreach (TaskInvoker invoker in module.Invokers)
            {
                string name = invoker.Definition.Name;
                if (!owners.TryAdd(name, module.Assembly))
                {
                    throw new TaskSetupException(
                        $"Two tasks are called '{name}': one in {owners[name]}, one in {module.Assembly}. A name belongs to one method; give one of them [Task(Name = \"...\")].");
                }
            }
        }
    }

    private void Insert(int index)
    {
        int mask = buckets.Length - 1;
        int at = (int)Hash(names[index]) & mask;
        while (buckets[at] != 0)
        {
            at = (at + 1) & mask;
        }

        buckets[at] = index + 1;
    }

    // Eight bytes a step. Names come from code, not from strangers: a stranger's name only probes, it is never inserted.
    private static uint Hash(ReadOnlySpan<byte> name)
    {
        const ulong Prime = 0x9E3779B97F4A7C15;
        ulong hash = (ulong)name.Length * Prime;
        while (name.Length >= sizeof(ulong))
        {
            hash = Mix(hash ^ BinaryPrimitives.ReadUInt64LittleEndian(name));
            name = name[sizeof(ulong)..];
        }

        ulong rest = 0;
        foreach (byte b in name)
        {
            rest = (rest << 8) | b;
        }

        return (uint)(Mix(hash ^ rest) >> 32);

        static ulong Mix(ulong value)
        {
            value *= Prime;
            return value ^ (value >> 29);
        }
    }
}
