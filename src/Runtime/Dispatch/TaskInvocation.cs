using System.Buffers;

namespace TypedTasks.Dispatch;

/// <summary>What the worker hands to an invoker for one attempt.</summary>
/// <param name="context">What the handler may know.</param>
/// <param name="arguments">The arguments as they travelled.</param>
/// <param name="services">The attempt's scope, or the root where the task needs no services.</param>
/// <param name="result">Where the result is written, or null where it is not kept.</param>
public sealed class TaskInvocation(TaskContext context, ReadOnlyMemory<byte> arguments, IServiceProvider services, IBufferWriter<byte>? result)
{
    /// <summary>What the handler may know.</summary>
    public TaskContext Context { get; } = context;

    /// <summary>The attempt's token: timeout, stop, lost lease.</summary>
    public CancellationToken CancellationToken => Context.CancellationToken;

    /// <summary>The attempt's services.</summary>
    public IServiceProvider Services { get; } = services;

    internal ReadOnlyMemory<byte> Arguments { get; } = arguments;

    internal IBufferWriter<byte>? Result { get; } = result;
}
