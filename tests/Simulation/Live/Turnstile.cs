namespace TypedTasks.Simulation.Live;

/// <summary>Many calls at once, or one that is alone: what a look needs that nothing may change under.</summary>
internal sealed class Turnstile : IDisposable
{
    private const int Many = 64;

    private readonly SemaphoreSlim permits = new(Many);
    private readonly SemaphoreSlim alone = new(1);

    /// <summary>Enters with others; the caller exits.</summary>
    public Task EnterAsync() => permits.WaitAsync();

    public void Exit() => permits.Release();

    /// <summary>Waits until all others have left, and keeps them out.</summary>
    public async Task EnterAloneAsync()
    {
        await alone.WaitAsync();
        for (int i = 0; i < Many; i++)
        {
            await permits.WaitAsync();
        }
    }

    public void ExitAlone()
    {
        permits.Release(Many);
        alone.Release();
    }

    public void Dispose()
    {
        permits.Dispose();
        alone.Dispose();
    }
}
