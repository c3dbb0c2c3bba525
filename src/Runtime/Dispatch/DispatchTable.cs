using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Text;

namespace TypedTasks.Dispatch;

/// <summary>
/// All tasks of a host by name and alias: joins the modules of its assemblies. Immutable; a lookup by the bytes of a name allocates nothing.
/// </summary>
public sealed class DispatchTable
{
    private readonly TaskInvoker[] invokers;

    // Every name and alias. Open addressing, at most half full, so that a probe ends soon; all that a lookup needs lies in one
    // place, for with thousands of tasks each place is a wait for memory.
    private readonly Bucket[] buckets;
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
        int names = invokers.Sum(static invoker => 1 + invoker.Aliases.Count);
        buckets = new Bucket[(int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(4, names * 2))];
        for (int i = 0; i < invokers.Length; i++)
        {
            Insert(invokers[i].Definition.NameUtf8.ToArray(), i);
            foreach (string alias in invokers[i].Aliases)
            {
                Insert(Encoding.UTF8.GetBytes(alias), i);
            }
        }

        for (int i = 0; i < invokers.Length; i++)
        {
            byResult.TryAdd(invokers[i].ResultType, invokers[i]);
        }
    }

    /// <summary>No task at all: a host that only sends what it was given.</summary>
    public static DispatchTable Empty { get; } = new([]);

    /// <summary>Every entry; its place is the index that <see cref="TryFind(ReadOnlySpan{byte}, out int)"/> gives.</summary>
    public IReadOnlyList<TaskInvoker> Invokers => invokers;

    /// <summary>The <c>[Task]</c> methods of all assemblies that the generator had to skip.</summary>
    public IReadOnlyList<SkippedTask> Skipped { get; }

    /// <summary>Finds an entry by the name, or an alias, as it travels.</summary>
    /// <param name="name">UTF-8.</param>
    /// <param name="index">Its place in <see cref="Invokers"/>, or -1.</param>
    public bool TryFind(ReadOnlySpan<byte> name, out int index)
    {
        ref readonly Bucket found = ref Find(name);
        index = found.Name is null ? -1 : found.Index;
        return index >= 0;
    }

    /// <inheritdoc cref="TryFind(ReadOnlySpan{byte}, out int)"/>
    /// <param name="name">UTF-8.</param>
    /// <param name="index">Its place in <see cref="Invokers"/>, or -1.</param>
    /// <param name="invoker">The entry.</param>
    /// <param name="version">The version of its parameter list.</param>
    internal bool TryFind(ReadOnlySpan<byte> name, out int index, [NotNullWhen(true)] out TaskInvoker? invoker, out int version)
    {
        ref readonly Bucket found = ref Find(name);
        (invoker, version) = (found.Invoker, found.Version);
        index = invoker is null ? -1 : found.Index;
        return invoker is not null;
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

    /// <returns>The bucket of the name, or the empty one where it would be.</returns>
    private ref readonly Bucket Find(ReadOnlySpan<byte> name)
    {
        uint hash = Hash(name);
        int mask = buckets.Length - 1;
        for (int at = (int)hash & mask; ; at = (at + 1) & mask)
        {
            ref readonly Bucket bucket = ref buckets[at];
            if (bucket.Name is null || (bucket.Hash == hash && name.SequenceEqual(bucket.Name)))
            {
                return ref bucket;
            }
        }
    }

    private void Insert(byte[] name, int index)
    {
        uint hash = Hash(name);
        int mask = buckets.Length - 1;
        int at = (int)hash & mask;
        while (buckets[at].Name is not null)
        {
            at = (at + 1) & mask;
        }

        buckets[at] = new Bucket { Name = name, Hash = hash, Index = index, Invoker = invokers[index], Version = invokers[index].Definition.Version };
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

    private struct Bucket
    {
        public byte[]? Name;
        public TaskInvoker? Invoker;
        public uint Hash;
        public int Index;
        public int Version;
    }
}
