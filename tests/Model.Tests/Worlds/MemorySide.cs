using TypedTasks.Brokers;
using TypedTasks.Brokers.InMemory;

namespace TypedTasks.Model.Tests.Worlds;

/// <summary>The in-memory broker, maybe behind one that does wrong.</summary>
internal sealed class MemorySide : Side
{
    public MemorySide(Func<IBroker, IBroker>? wrap = null)
    {
        IBroker broker = new InMemoryBroker(new SystemScheduler(Time));
        Broker = wrap?.Invoke(broker) ?? broker;
    }

    public override string Name => "memory";

    public override IBroker Broker { get; }

    // As somebody always asks: a broker in memory notices that time has passed when it is called.
    public override async Task MoveAsync(TimeSpan by)
    {
        await base.MoveAsync(by);
        await Broker.GetStateAsync(default);
    }

    public override ValueTask DisposeAsync() => Broker.DisposeAsync();
}
