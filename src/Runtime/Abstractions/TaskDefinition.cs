using System.Text;

namespace TypedTasks;

/// <summary>What a task is, apart from its arguments: the type of every generated proxy.</summary>
public abstract class TaskDefinition
{
    /// <summary>Called by generated code.</summary>
    /// <param name="name">The name on the wire.</param>
    /// <param name="version">The version of the parameter list.</param>
    /// <param name="returnsValue">Whether the method returns a value.</param>
    /// <param name="defaults">What the attribute says.</param>
    /// <exception cref="ArgumentException">The name is outside the grammar of <see cref="NameGrammar"/>.</exception>
    protected TaskDefinition(string name, int version, bool returnsValue, TaskDefaults defaults)
    {
        Name = NameGrammar.CheckTask(name);
        NameUtf8 = Encoding.UTF8.GetBytes(name);
        Version = version;
        ReturnsValue = returnsValue;
        Defaults = defaults ?? throw new ArgumentNullException(nameof(defaults));
    }

    /// <summary>The name on the wire.</summary>
    public string Name { get; }

    /// <summary>The version of the parameter list, 1 or more.</summary>
    public int Version { get; }

    /// <summary>Whether the method returns a value, so that its result is kept by default.</summary>
    public bool ReturnsValue { get; }

    /// <summary>What the attribute says.</summary>
    public TaskDefaults Defaults { get; }

    /// <summary><see cref="Name"/> as it travels.</summary>
    internal ReadOnlyMemory<byte> NameUtf8 { get; }

    /// <inheritdoc/>
    public override string ToString() => Name;
}

/// <inheritdoc/>
/// <typeparam name="TResult">What the method returns, <see cref="NoResult"/> for nothing.</typeparam>
public abstract class TaskDefinition<TResult> : TaskDefinition
{
    private Func<ReadOnlyMemory<byte>, TResult>? resultReader;

    private protected TaskDefinition(string name, int version, bool returnsValue, TaskDefaults defaults)
        : base(name, version, returnsValue, defaults)
    {
    }

    /// <summary><see cref="ReadResult"/>, made once: every handle holds it.</summary>
    internal Func<ReadOnlyMemory<byte>, TResult> ResultReader => resultReader ??= ReadResult;

    /// <summary>Reads a kept result. What it throws on bytes that are none is a payload exception.</summary>
    internal abstract TResult ReadResult(ReadOnlyMemory<byte> bytes);
}
