using TypedTasks.Simulation.Engine;

namespace TypedTasks.Simulation.Network;

/// <summary>A worker's ear: the server sees it while its connection stands; wake-ups travel and may be lost.</summary>
internal sealed class Subscription : IAsyncDisposable
{
    private readonly World world;
    private readonly SimNode node;
    private readonly Server server;
    private readonly Weather weather;
    private readonly string session;
    private readonly Action onWake;
    private IAsyncDisposable? registration;

    // The state knows what is moved into leases of this session by another name, and asks whether that is heard.
    private IAsyncDisposable? moved;
    private bool over;

    public Subscription(World world, SimNode node, Server server, Weather weather, string session, Action onWake)
    {
        this.world = world;
        this.node = node;
        this.server = server;
        this.weather = weather;
        this.session = session;
        this.onWake = onWake;
        node.Died += () => world.After(TimeSpan.FromMilliseconds(2), null, End);
    }

    public bool IsHeard => registration is not null;

    public bool Begin()
    {
        if (!over && !node.IsDead && registration is null)
        {
            registration = server.Broker.ListenAsync(session, Wake).Result;
            moved = server.Broker.ListenAsync(EmptyLeases.NameOf(session), static () => { }).Result;
        }

        return true;
    }

    /// <summary>Its connection breaks and comes back.</summary>
    public void Break(TimeSpan time)
    {
        Leave();
        world.After(time, null, () => Begin());
    }

    public ValueTask DisposeAsync()
    {
        End();
        return ValueTask.CompletedTask;
    }

    private void End()
    {
        over = true;
        Leave();
    }

    private void Leave()
    {
        _ = registration?.DisposeAsync();
        _ = moved?.DisposeAsync();
        registration = moved = null;
    }

    private void Wake()
    {
        if (weather.LostWakes > 0 && world.Random.NextDouble() < weather.LostWakes)
        {
            world.Coverage.Hit("fault: a wake-up is lost");
            return;
        }

        world.After(TimeSpan.FromMilliseconds(0.1 + world.Random.NextDouble()), node, onWake);
    }
}
