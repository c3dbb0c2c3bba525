using TypedTasks.Dispatch;
using TypedTasks.Serialization;

namespace TypedTasks.BrokerConformance.Tasks;

/// <summary>The arguments of a task that takes none.</summary>
public readonly record struct NoArguments;

/// <summary>A definition in the generated shape whose name, options and behaviour a test chooses.</summary>
public sealed class TestTask : TaskDefinition<NoArguments, NoResult>
{
    public TestTask(string name, TaskDefaults? defaults = null, int version = 1)
        : base(name, version, returnsValue: false, defaults ?? TaskDefaults.None)
    {
    }

    /// <summary>Thrown when the arguments are read.</summary>
    public PayloadException? Unreadable { get; init; }

    public TaskCall<NoResult> Call() => Call(default(NoArguments));

    protected override void WriteArguments(ref PayloadWriter writer, in NoArguments arguments) => writer.WriteArrayHeader(0);

    protected override NoArguments ReadArguments(ref PayloadReader reader) => Read();

    public NoArguments Read() => Unreadable is null ? default : throw Unreadable;

    protected override void WriteResult(ref PayloadWriter writer, NoResult result) => writer.WriteNil();

    protected override NoResult ReadResult(ref PayloadReader reader) => reader.TryReadNil() ? default : throw new PayloadException("No result is nil.");
}

/// <summary>What the generator writes for one task: the entry that calls its method.</summary>
public sealed class TestInvoker(TestTask task, Func<TaskInvocation, ValueTask> handler, bool needsServices = false) : TaskInvoker<NoArguments, NoResult>
{
    /// <summary>Other names on the wire.</summary>
    public string[] Others { get; init; } = [];

    public override IReadOnlyList<string> Aliases => Others;

    public override bool NeedsServices => needsServices;

    protected override TaskDefinition<NoArguments, NoResult> Task => task;

    protected override ValueTask<NoResult> RunAsync(ref PayloadReader reader, TaskInvocation invocation)
    {
        task.Read();
        invocation.ArgumentsRead();
        return WithoutResult(handler(invocation));
    }
}
