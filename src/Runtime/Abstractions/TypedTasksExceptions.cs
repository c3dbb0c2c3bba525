namespace TypedTasks;

/// <summary>The base of what TypedTasks throws of its own.</summary>
public abstract class TypedTasksException : Exception
{
    private protected TypedTasksException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}

/// <summary>No client could be found for a static Delay, or the client cannot do what was asked.</summary>
public sealed class TaskClientException(string message) : TypedTasksException(message);

/// <summary>The broker cannot be used: unreachable, refused, or too old. The message names the endpoint and the remedy.</summary>
public sealed class BrokerUnavailableException(string message, Exception? inner = null) : TypedTasksException(message, inner)
{
    /// <summary>
    /// Whether the broker answered and refused for a reason that time alone does not mend, such as a key of the wrong type
    /// or a missing permission: sending the same call again is of no use until somebody mends it.
    /// </summary>
    public bool IsRefusal { get; init; }
}

/// <summary>The host is set up wrongly; thrown when it starts.</summary>
public sealed class TaskSetupException(string message) : TypedTasksException(message);

/// <summary>The broker did not take the task, or it is unknown whether it did.</summary>
public class TaskNotSentException : TypedTasksException
{
    /// <summary>Called by clients.</summary>
    /// <param name="message">What happened and what to do.</param>
    /// <param name="outcomeUnknown">Whether the broker may have it all the same.</param>
    /// <param name="accepted">How many of a bulk send the broker has for certain, counted from the first.</param>
    /// <param name="inner">What the broker's driver threw.</param>
    public TaskNotSentException(string message, bool outcomeUnknown, int accepted = 0, Exception? inner = null)
        : base(message, inner)
    {
        OutcomeUnknown = outcomeUnknown;
        Accepted = accepted;
    }

    /// <summary>Whether the broker may have it all the same: then sending again may run it twice.</summary>
    public bool OutcomeUnknown { get; }

    /// <summary>How many of a bulk send the broker has for certain, counted from the first.</summary>
    public int Accepted { get; }

    /// <inheritdoc cref="BrokerUnavailableException.IsRefusal"/>
    public bool IsRefusal { get; init; }
}

/// <summary>The envelope is over the size limit; nothing was sent.</summary>
public sealed class TaskTooLargeException : TypedTasksException
{
    /// <summary>Called by clients.</summary>
    public TaskTooLargeException(string task, int size, int limit)
        : base($"The envelope of '{task}' has {size:N0} bytes; the limit is {limit:N0}. Pass a reference (an id, a path) instead of the data, or raise TypedTasksOptions.MaxEnvelopeBytes.")
    {
        Size = size;
        Limit = limit;
    }

    /// <summary>The size of the envelope in bytes.</summary>
    public int Size { get; }

    /// <summary>The limit in bytes.</summary>
    public int Limit { get; }
}

/// <summary>A result was asked of a task that keeps none.</summary>
public sealed class TaskResultNotKeptException(TaskId id)
    : TypedTasksException($"Task {id} keeps no result. Set KeepResult on its [Task] or on the call to wait for it.");

/// <summary>The task expired before it started.</summary>
public sealed class TaskResultExpiredException(TaskId id)
    : TypedTasksException($"Task {id} expired before it started and did not run.");

/// <summary>The kept result is gone: its time is over, or no task of this id was ever sent.</summary>
public sealed class TaskResultGoneException(TaskId id)
    : TypedTasksException($"There is no outcome of task {id} to read any more: it was kept for its KeepResult time, or never.");

/// <summary>The task failed for good and is in the dead letters.</summary>
public sealed class TaskFailedException : TypedTasksException
{
    /// <summary>Called by clients.</summary>
    public TaskFailedException(TaskId id, BuryReason reason, string? errorType, string errorMessage, string? remoteStackTrace)
        : base($"Task {id} was buried ({reason}): {errorMessage}")
    {
        Id = id;
        Reason = reason;
        ErrorType = errorType;
        ErrorMessage = errorMessage;
        RemoteStackTrace = remoteStackTrace;
    }

    /// <summary>The id of the task.</summary>
    public TaskId Id { get; }

    /// <summary>Why it was buried.</summary>
    public BuryReason Reason { get; }

    /// <summary>The full name of the remote exception's type, or null.</summary>
    public string? ErrorType { get; }

    /// <summary>The remote exception's message.</summary>
    public string ErrorMessage { get; }

    /// <summary>The remote exception's stack, or null.</summary>
    public string? RemoteStackTrace { get; }
}
