using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TypedTasks.BrokerConformance;
using TypedTasks.BrokerConformance.Tasks;
using TypedTasks.Brokers;

namespace TypedTasks.Runtime.Tests.Hosting;

/// <summary>Suspects run one at a time in a process, however many workers it has (G5).</summary>
[Collection(LiveHosts.Name)]
public sealed class SuspectTurnTests
{
    private const int Count = 12;

    [Fact]
    [Promise("G5")]
    public async Task Two_workers_of_a_host_run_suspects_one_at_a_time_and_leave_none()
    {
        int running = 0;
        int most = 0;
        int ended = 0;
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var module = new TestModule();
        TestTask task = module.Task("Test.Suspect", async _ =>
        {
            int now = Interlocked.Increment(ref running);
            most = Math.Max(most, now);

            // As long as the other worker would need to begin one.
            await Task.Delay(10);
            Interlocked.Decrement(ref running);
            if (Interlocked.Increment(ref ended) == Count)
            {
                all.TrySetResult();
            }
        });
        using IHost host = HostRig.Build(tasks => tasks
            .UseInMemoryBroker()
            .AddModule(module)
            .AddWorker(static worker => worker.Queues("first", "both"))
            .AddWorker(static worker => worker.Queues("second", "both")));
        var broker = host.Services.GetRequiredService<IBroker>();
        foreach (string queue in new[] { "first", "second", "both" })
        {
            await SendSuspectsAsync(host, broker, task, queue, Count / 3);
        }

        await host.StartAsync();
        await all.Task.WaitAsync(TimeSpan.FromSeconds(60));
        await host.StopAsync();

        Assert.Equal(1, most);
        Assert.All(await broker.CountAsync(), static counts => Assert.Equal((0, 0), (counts.Ready, counts.Taken)));
    }

    /// <summary>Sends, and moves what was sent to the suspect lane, as a rescuer would.</summary>
    private static async Task SendSuspectsAsync(IHost host, IBroker broker, TestTask task, string queue, int count)
    {
        await host.Client().DelayMany(Enumerable.Range(0, count).Select(_ => task.Call().OnQueue(queue)));
        Lease lease = (await broker.TakeAsync(new TakeRequest(new LeaseId("test" + queue, 1), [Lane.Of(queue)], count, 1 << 20, TimeSpan.FromMinutes(1))))!;
        foreach (ReadOnlyMemory<byte> envelope in lease.Envelopes)
        {
            await broker.EnqueueAsync(new[] { new EnqueueItem(new TaskId(envelope.Span.Slice(4, TaskId.Size)), Lane.Suspects(queue), DueTime.Now, envelope) });
        }

        await broker.SettleAsync(lease, [.. lease.Envelopes.Select(static (_, slot) => new CompleteSettlement(slot))]);
    }
}
