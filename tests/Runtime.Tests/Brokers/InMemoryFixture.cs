using TypedTasks.BrokerConformance;
using TypedTasks.Brokers;
using TypedTasks.Brokers.InMemory;

namespace TypedTasks.Runtime.Tests.Brokers;

/// <summary>An in-memory broker on a clock that only the test moves, back as well; maybe behind a broker that does wrong.</summary>
internal sealed class InMemoryFixture : BrokerFixture
{
    private readonly MovableTime time = new();

    public InMemoryFixture(Func<IBroker, IBroker>? wrap = null)
    {
        IBroker broker = new InMemoryBroker(new SystemScheduler(time));
        Broker = wrap?.Invoke(broker) ?? broker;
    }

    public override IBroker Broker { get; }

    public override ValueTask AdvanceAsync(TimeSpan by)
    {
        time.Move(by);
        return ValueTask.CompletedTask;
    }

    private sealed class MovableTime : TimeProvider
    {
        private long ticks = new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero).UtcTicks;

        public void Move(TimeSpan by) => Interlocked.Add(ref ticks, by.Ticks);

        public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref ticks), TimeSpan.Zero);
    }
}
