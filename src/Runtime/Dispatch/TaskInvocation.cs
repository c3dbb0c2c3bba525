using System.Buffers;

namespace TypedTasks.Dispatch;

/// <summary>
/// What the worker hands to an invoker for one attempt. It is the attempt's while it runs and another's afterwards; what a handler
/// may keep, its <see cref="TaskContext"/>, is made fresh for the handler that asks for one.
/// </summary>
public sealed class TaskInvocation
{
    private AttemptFacts facts;
    private TaskContext? context;

    internal TaskInvocation()
    {
    }

    /// <summary>What the handler may know.</summary>
    public TaskContext Context => context ??= facts.ToContext();

    /// <summary>The attempt's token: timeout, stop, lost lease.</summary>
    public CancellationToken CancellationToken => facts.CancellationToken;

    /// <summary>The attempt's scope, or the root where the task needs no services.</summary>
    public IServiceProvider Services { get; private set; } = null!;

    /// <summary>What <see cref="Context"/> is made of; written before <see cref="Begin"/>.</summary>
    internal ref AttemptFacts Facts => ref facts;

    /// <summary>The arguments as they travelled.</summary>
    internal ReadOnlyMemory<byte> Arguments { get; private set; }

    /// <summary>Whether they could be read.</summary>
    internal bool HasArguments { get; private set; }

    /// <summary>Where the result is written, or null where it is not kept.</summary>
    internal IBufferWriter<byte>? Result { get; private set; }

    /// <summary>Called by generated code: the arguments are read, and what is thrown from now on is the handler's.</summary>
    public void ArgumentsRead() => HasArguments = true;

    /// <summary>Begins with an attempt.</summary>
    /// <returns>Itself.</returns>
    internal TaskInvocation Begin(IServiceProvider services, ReadOnlyMemory<byte> arguments, IBufferWriter<byte>? result)
    {
        context = null;
        Services = services;
        Arguments = arguments;
        HasArguments = false;
        Result = result;
        return this;
    }
}
