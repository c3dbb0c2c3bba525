using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;

namespace TypedTasks.Telemetry;

/// <summary>
/// A log whose failures are not the worker's: what a provider throws (a full disk, an exception that cannot describe itself)
/// must not end a loop or cost a task its settlement.
/// </summary>
[SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "That is what this class is for.")]
internal sealed class ForgivingLogger(ILogger inner) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
    {
        try
        {
            return inner.BeginScope(state) is { } scope ? new ForgivingScope(scope) : null;
        }
        catch (Exception)
        {
            return null;
        }
    }

    public bool IsEnabled(LogLevel logLevel)
    {
        try
        {
            return inner.IsEnabled(logLevel);
        }
        catch (Exception)
        {
            return false;
        }
    }

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        try
        {
            inner.Log(logLevel, eventId, state, exception, formatter);
        }
        catch (Exception)
        {
            // There is nobody left to tell.
        }
    }

    private sealed class ForgivingScope(IDisposable inner) : IDisposable
    {
        public void Dispose()
        {
            try
            {
                inner.Dispose();
            }
            catch (Exception)
            {
                // As above.
            }
        }
    }
}
