using System.Globalization;
using System.Text;
using TypedTasks.Contract;
using TypedTasks.Envelopes;

namespace TypedTasks.CommandLine.Contracts;

/// <summary>Why a build could not run a message.</summary>
internal enum Obstacle
{
    /// <summary>No task has its name.</summary>
    UnknownTask,

    /// <summary>Its name is retired.</summary>
    RetiredTask,

    /// <summary>It is of a higher version than the task.</summary>
    HigherVersion,

    /// <summary>Its arguments cannot be read.</summary>
    UnreadableArguments,

    /// <summary>It was written by a newer version of TypedTasks.</summary>
    NewerEnvelope,

    /// <summary>Its bytes are no envelope.</summary>
    UnreadableEnvelope,
}

/// <summary>One message that a build could not run.</summary>
/// <param name="Task">Its name, or what stands for one that cannot be read.</param>
/// <param name="Obstacle">Why.</param>
/// <param name="Detail">More about it: half a sentence.</param>
/// <param name="Id">Its id, or null where not even that can be read.</param>
internal sealed record StuckMessage(string Task, Obstacle Obstacle, string Detail, TaskId? Id);

/// <summary>Decides for one message as a worker of the build would.</summary>
internal sealed class MessageCheck(WireContract contract)
{
    private readonly ArgumentsCheck arguments = new(contract);

    /// <summary>What stands in the way of a message, or null.</summary>
    public StuckMessage? Check(ReadOnlyMemory<byte> bytes)
    {
        EnvelopeProblem problem = EnvelopeFormat.TryRead(bytes, out TaskEnvelope envelope);
        if (problem is not (EnvelopeProblem.None or EnvelopeProblem.UnknownKey))
        {
            TaskId? id = EnvelopeHeader.TryRead(bytes.Span, out EnvelopeHeader header) ? header.Id : null;
            return problem == EnvelopeProblem.Newer
                ? new("(unknown)", Obstacle.NewerEnvelope, $"its envelope is of version {header.Version.ToString(CultureInfo.InvariantCulture)}", id)
                : new("(unknown)", Obstacle.UnreadableEnvelope, "its bytes are no envelope", id);
        }

        string name = Encoding.UTF8.GetString(envelope.Name.Span);
        if (contract.TaskOf(name) is not { } task)
        {
            // A name that no task has may be anything: it is going to be printed.
            return contract.IsRetired(name)
                ? new(name, Obstacle.RetiredTask, "its name is retired", envelope.Header.Id)
                : new(NameGrammar.IsTask(name) ? name : NameGrammar.Printable(name), Obstacle.UnknownTask, "no task has its name", envelope.Header.Id);
        }

        if (envelope.TaskVersion > task.Version)
        {
            return new(name, Obstacle.HigherVersion, $"it is of version {envelope.TaskVersion.ToString(CultureInfo.InvariantCulture)}, the task of version {task.Version.ToString(CultureInfo.InvariantCulture)}", envelope.Header.Id);
        }

        if (problem == EnvelopeProblem.UnknownKey)
        {
            // Its name and version are readable, its arguments are sealed.
            return null;
        }

        return arguments.Problem(task, envelope.Arguments) is { } unreadable ? new(name, Obstacle.UnreadableArguments, unreadable, envelope.Header.Id) : null;
    }
}
