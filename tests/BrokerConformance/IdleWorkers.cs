using TypedTasks.Brokers;

namespace TypedTasks.BrokerConformance;

/// <summary>Workers that wait for work.</summary>
public static class IdleWorkers
{
    /// <summary>A session takes, finds nothing, and waits for these queues from then on.</summary>
    /// <param name="broker">The broker.</param>
    /// <param name="session">The session.</param>
    /// <param name="queues">What it waits for.</param>
    /// <param name="sequence">The number of its take, higher than that of its last.</param>
    public static async Task EnterIdleAsync(this IBroker broker, string session, IReadOnlyList<string> queues, long sequence = 1) =>
        Assert.Null(await broker.TakeAsync(RequestOf(session, queues, sequence)));

    /// <summary>What it takes with.</summary>
    public static TakeRequest RequestOf(string session, IReadOnlyList<string> queues, long sequence = 1) =>
        new(new LeaseId(session, sequence), [Lane.Of("mail", 8)], 1, 1, TimeSpan.FromSeconds(15)) { IdleOn = queues };
}
