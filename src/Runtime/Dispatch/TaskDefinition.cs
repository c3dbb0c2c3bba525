using System.Buffers;
using TypedTasks.Serialization;

namespace TypedTasks.Dispatch;

/// <summary>The typed half of a definition: the base of every generated proxy, which adds <c>Delay</c>, <c>Call</c> and the serializers.</summary>
/// <typeparam name="TArguments">The generated record struct of the arguments.</typeparam>
/// <typeparam name="TResult">What the method returns, <see cref="NoResult"/> for nothing.</typeparam>
public abstract class TaskDefinition<TArguments, TResult> : TaskDefinition<TResult>
    where TArguments : struct
{
    [ThreadStatic]
    private static ArrayBufferWriter<byte>? scratch;

    /// <summary>Called by generated code.</summary>
    protected TaskDefinition(string name, int version, bool returnsValue, TaskDefaults defaults)
        : base(name, version, returnsValue, defaults)
    {
    }

    /// <summary>Makes a call of already gathered arguments.</summary>
    /// <exception cref="PayloadException">An argument cannot be written: a cycle, or over the depth limit.</exception>
    public TaskCall<TResult> Call(in TArguments arguments) => new(this, Serialize(arguments));

    /// <summary>Sends one call for each element, in bulk, through the client that a static Delay means.</summary>
    /// <exception cref="TaskNotSentException">Some were not accepted; it says how many were for certain.</exception>
    public Task<TaskHandles<TResult>> DelayMany(IEnumerable<TArguments> arguments, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        return TaskClient.Current.DelayMany(arguments.Select(one => Call(one)), cancellationToken);
    }

    /// <summary>A handle for a task of this definition that was sent earlier.</summary>
    public TaskHandle<TResult> Handle(TaskId id) => TaskClient.Current.Handle(this, id);

    /// <summary>Writes the arguments: an array header with their number, then each in parameter order.</summary>
    protected internal abstract void WriteArguments(ref PayloadWriter writer, in TArguments arguments);

    /// <summary>Reads the arguments; a missing trailing one takes its default, an extra one is ignored.</summary>
    /// <exception cref="PayloadException">The bytes are not what the parameters need.</exception>
    protected internal abstract TArguments ReadArguments(ref PayloadReader reader);

    /// <summary>Writes a result.</summary>
    protected internal abstract void WriteResult(ref PayloadWriter writer, TResult result);

    /// <summary>Reads a result.</summary>
    /// <exception cref="PayloadException">The bytes are no <typeparamref name="TResult"/>.</exception>
    protected internal abstract TResult ReadResult(ref PayloadReader reader);

    internal sealed override TResult ReadResult(ReadOnlyMemory<byte> bytes)
    {
        var reader = new PayloadReader(bytes);
        return ReadResult(ref reader);
    }

    private byte[] Serialize(in TArguments arguments)
    {
        // Taken, not shared: a user's type may call Delay while it is being written.
        ArrayBufferWriter<byte> buffer = scratch ?? new ArrayBufferWriter<byte>(1024);
        scratch = null;
        try
        {
            var writer = new PayloadWriter(buffer);
            WriteArguments(ref writer, arguments);
            writer.Flush();
            return buffer.WrittenSpan.ToArray();
        }
        finally
        {
            if (buffer.Capacity <= 256 * 1024)
            {
                buffer.ResetWrittenCount();
                scratch = buffer;
            }
        }
    }
}
