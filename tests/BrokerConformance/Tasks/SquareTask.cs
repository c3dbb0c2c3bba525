using TypedTasks.Dispatch;
using TypedTasks.Serialization;

namespace TypedTasks.BrokerConformance.Tasks;

/// <summary>The arguments of <see cref="SquareTask"/>.</summary>
public readonly record struct SquareArgs(int Number, string Note = "");

/// <summary>A task in the generated shape that takes arguments and returns a value.</summary>
public sealed class SquareTask : TaskDefinition<SquareArgs, int>
{
    public SquareTask(TaskDefaults? defaults = null, string name = "Test.Math.Square")
        : base(name, 1, returnsValue: true, defaults ?? TaskDefaults.None)
    {
    }

    /// <summary>An instance for tests that need no other options.</summary>
    public static SquareTask Plain { get; } = new();

    public TaskCall<int> Call(int number, string note = "") => Call(new SquareArgs(number, note));

    public Task<TaskHandle<int>> Delay(int number, CancellationToken cancellationToken = default) => Call(number).Delay(cancellationToken);

    protected override void WriteArguments(ref PayloadWriter writer, in SquareArgs arguments)
    {
        writer.WriteArrayHeader(2);
        writer.Write(arguments.Number);
        writer.Write(arguments.Note);
    }

    protected override SquareArgs ReadArguments(ref PayloadReader reader) => Read(ref reader);

    public static SquareArgs Read(ref PayloadReader reader)
    {
        int count = reader.ReadArrayHeader();
        return new SquareArgs(reader.ReadInt32(), count > 1 ? reader.ReadString() ?? string.Empty : string.Empty);
    }

    protected override void WriteResult(ref PayloadWriter writer, int result) => writer.Write(result);

    protected override int ReadResult(ref PayloadReader reader) => reader.ReadInt32();
}

/// <summary>The dispatch entry of <see cref="SquareTask"/>.</summary>
public sealed class SquareInvoker(SquareTask task) : TaskInvoker<SquareArgs, int>
{
    protected override TaskDefinition<SquareArgs, int> Task => task;

    protected override ValueTask<int> RunAsync(ref PayloadReader reader, TaskInvocation invocation)
    {
        SquareArgs arguments = SquareTask.Read(ref reader);
        invocation.ArgumentsRead();
        return new(arguments.Number * arguments.Number);
    }
}
