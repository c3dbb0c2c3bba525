using Microsoft.Extensions.Logging;
using TypedTasks.Telemetry;

namespace TypedTasks.Worker;

/// <summary>
/// The log scope of a slot loop. Opening one costs more than all else that a small task needs, so that the attempts of a loop share
/// one as long as no handler of their types was ever seen to wait. One that waits may leave work behind which still writes: its scope
/// keeps saying what it said, and the loop goes on with a new one.
/// </summary>
/// <param name="log">Where scopes are opened.</param>
/// <param name="wanted">Whether scopes are wanted at all.</param>
internal sealed class SlotLogScope(ILogger log, bool wanted) : IDisposable
{
    private AttemptScope? scope;
    private IDisposable? opened;

    /// <summary>An attempt begins. To be called in the loop's own flow, which the handler inherits.</summary>
    /// <remarks>Asked each time: whether anything is logged may change while the worker runs.</remarks>
    public void Open()
    {
        if (wanted && scope is null && log.IsEnabled(LogLevel.Critical))
        {
            scope = new AttemptScope();
            opened = log.BeginScope(scope);
        }
    }

    /// <summary>The attempt is known.</summary>
    public void Begin(in AttemptFacts facts) => scope?.Begin(facts);

    /// <summary>The attempt has ended.</summary>
    /// <param name="mayLeaveWork">Whether its handler may have left work behind.</param>
    public void End(bool mayLeaveWork)
    {
        if (mayLeaveWork)
        {
            Dispose();
        }
        else
        {
            scope?.End();
        }
    }

    /// <summary>Closes it.</summary>
    public void Dispose()
    {
        opened?.Dispose();
        opened = null;
        scope = null;
    }
}
