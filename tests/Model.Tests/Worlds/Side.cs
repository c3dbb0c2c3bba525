using TypedTasks.Brokers;

namespace TypedTasks.Model.Tests.Worlds;

/// <summary>One of the two brokers that a program runs on, with a hand on its clock.</summary>
internal abstract class Side : IAsyncDisposable
{
    /// <summary>What it is called in a report.</summary>
    public abstract string Name { get; }

    /// <summary>The broker now: another one after <see cref="ReconnectAsync"/>.</summary>
    public abstract IBroker Broker { get; }

    /// <summary>What goes by when time passes.</summary>
    public ProgramTime Time { get; } = new();

    /// <summary>Lets time pass, or steps back.</summary>
    public virtual Task MoveAsync(TimeSpan by)
    {
        Time.Move(by);
        return Task.CompletedTask;
    }

    /// <summary>Lets the next rescuer in, however soon after the last.</summary>
    public virtual Task ForgetLastTickAsync() => Task.CompletedTask;

    /// <summary>The server forgets its scripts.</summary>
    public virtual Task FlushScriptsAsync() => Task.CompletedTask;

    /// <summary>All connections are made anew.</summary>
    public virtual Task ReconnectAsync() => Task.CompletedTask;

    /// <summary>What is wrong with what is stored, one sentence each.</summary>
    /// <param name="sentAgain">Whether a task may be there twice, because it was sent twice.</param>
    public virtual Task<IReadOnlyList<string>> CheckAsync(bool sentAgain) => Task.FromResult<IReadOnlyList<string>>([]);

    /// <inheritdoc/>
    public abstract ValueTask DisposeAsync();
}
