using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace TypedTasks.Dispatch;

/// <summary>
/// All tasks of a host by name and alias: joins the modules of its assemblies. Immutable; a lookup by the bytes of a name allocates nothing.
/// </summary>
public sealed class DispatchTable
{
    private readonly TaskInvoker[] invokers;

    // Every name and alias, and the index of the invoker that each leads to.
    private readonly byte[][] names;
    private readonly int[] targets;

    // Open addressing: an index + 1 into names, 0 where nothing is. At most half full, so that a probe ends soon.
    private readonly int[] buckets;
    private readonly Dictionary<Type, TaskInvoker> byResult = [];

    /// <summary>Joins modules; one that is named twice counts once.</summary>
    /// <exception cref="TaskSetupException">Two tasks have the same name or alias; the message names both and their assemblies.</exception>
    public DispatchTable(IEnumerable<TaskModule> modules)
    {
        ArgumentNullException.ThrowIfNull(modules);
        TaskModule[] joined = [.. modules.DistinctBy(module => module.Assembly, StringComparer.Ordinal)];
        Refuse(joined);
        Skipped = [.. joined.SelectMany(module => module.Skipped)];
        invokers = [.. joined.SelectMany(module => module.Invokers)];
        (byte[] Name, int Target)[] all =
        [
            .. invokers.Select((invoker, i) => (invoker.Definition.NameUtf8.ToArray(), i)),
            .. invokers.SelectMany((invoker, i) => invoker.Aliases.Select(alias => (Encoding.UTF8.GetBytes(alias), i))),
        ];
        names = [.. all.Select(one => one.Name)];
        targets = [.. all.Select(one => one.Target)];
        buckets = new int[(int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(4, names.Length * 2))];
        for (int i = 0; i < names.Length; i++)
        {
            Insert(i);
        }

        for (int i = 0; i < invokers.Length; i++)
        {
            byResult.TryAdd(invokers[i].ResultType, invokers[i]);
        }
    }

    /// <summary>No task at all: a host that only sends what it was given.</summary>
    public static DispatchTable Empty { get; } = new([]);

    /// <summary>Every entry; its place is the index that <see cref="TryFind"/> gives.</summary>
    public IReadOnlyList<TaskInvoker> Invokers => invokers;

    /// <summary>The <c>[Task]</c> methods of all assemblies that the generator had to skip.</summary>
    public IReadOnlyList<SkippedTask> Skipped { get; }

    /// <summary>Finds an entry by the name, or an alias, as it travels.</summary>
    /// <param name="name">UTF-8.</param>
    /// <param name="index">Its place in <see cref="Invokers"/>, or -1.</param>
    public bool TryFind(ReadOnlySpan<byte> name, out int index)
    {
        int mask = buckets.Length - 1;
        for (int at = (int)Hash(name) & mask; buckets[at] != 0; at = (at + 1) & mask)
        {
            int found = buckets[at] - 1;
            if (name.SequenceEqual(names[found]))
            {
                index = targets[found];
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
        var owners = new Dictionary<string, (TaskModule Module, TaskInvoker Invoker)>(StringComparer.Ordinal);
        foreach ((TaskModule module, TaskInvoker invoker) in modules.SelectMany(module => module.Invokers.Select(invoker => (module, invoker))))
        {
            string name = invoker.Definition.Name;
            if (!owners.TryAdd(name, (module, invoker)))
            {
                throw new TaskSetupException(
                    $"Two tasks are called '{name}': one in {owners[name].Module.Assembly}, one in {module.Assembly}. A name belongs to one method; give one of them [Task(Name = \"...\")].");
            }
        }

        foreach ((TaskModule module, TaskInvoker invoker) in modules.SelectMany(module => module.Invokers.Select(invoker => (module, invoker))))
        {
            foreach (string alias in invoker.Aliases)
            {
                string claim = $"The alias '{NameGrammar.PrintableTask(alias)}' of '{invoker.Definition.Name}' in {module.Assembly}";
                if (!NameGrammar.IsTask(alias))
                {
                    throw new TaskSetupException($"{claim} is no task name, so that no message can carry it. Correct or remove that [TaskAlias].");
                }

                if (!owners.TryAdd(alias, (module, invoker)))
                {
                    (TaskModule other, TaskInvoker owner) = owners[alias];
                    throw new TaskSetupException(
                        $"{claim} is also {(owner.Definition.Name == alias ? "the name" : "an alias")} of '{owner.Definition.Name}' in {other.Assembly}. A message of that name could go to only one of them; remove one [TaskAlias].");
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
