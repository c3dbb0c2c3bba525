using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using TypedTasks.Dispatch;

namespace TypedTasks.Runtime.Tests.Hosting;

[Collection(LiveHosts.Name)]
public sealed class HealthCheckTests
{
    [Fact]
    public async Task A_producer_is_healthy_while_the_broker_answers()
    {
        using IHost host = Build(tasks => tasks.UseInMemoryBroker());
        await host.StartAsync();

        HealthReportEntry entry = await CheckAsync(host);

        Assert.Equal(HealthStatus.Healthy, entry.Status);
        Assert.Equal("memory", entry.Data["broker"]);
        Assert.Equal(0, entry.Data["workers"]);
    }

    [Fact]
    public async Task A_broker_that_does_not_answer_is_a_failure_with_its_own_words()
    {
        using IHost host = Build(tasks => tasks.UseBroker("UseBroken", _ => new UnreachableBroker()), HealthStatus.Degraded);

        HealthReportEntry entry = await CheckAsync(host);

        Assert.Equal(HealthStatus.Degraded, entry.Status);
        Assert.Contains("127.0.0.1:1", entry.Description);
        Assert.IsType<BrokerUnavailableException>(entry.Exception);
    }

    [Fact]
    public async Task A_worker_is_healthy_while_it_works_and_degraded_once_it_has_stopped()
    {
        using IHost host = Build(tasks => tasks.AddWorker());
        await host.StartAsync();
        HealthReportEntry working = await CheckAsync(host);

        await host.StopAsync();
        HealthReportEntry stopped = await CheckAsync(host);

        Assert.Equal(HealthStatus.Healthy, working.Status);
        Assert.Equal(1, working.Data["workers"]);
        Assert.Equal(HealthStatus.Degraded, stopped.Status);
        Assert.Contains("Stopped", stopped.Description);
    }

    private static IHost Build(Action<ITypedTasksBuilder> tasks, HealthStatus? failure = null) =>
        HostRig.Build(tasks, services => services.AddLogging().AddHealthChecks().AddTypedTasks(failureStatus: failure));

    private static async Task<HealthReportEntry> CheckAsync(IHost host) =>
        (await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync()).Entries["typedtasks"];
}
