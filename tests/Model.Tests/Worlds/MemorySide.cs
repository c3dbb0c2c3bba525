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

    public override ValueTask DisposeAsync() => Broker.DisposeAsync();
}
