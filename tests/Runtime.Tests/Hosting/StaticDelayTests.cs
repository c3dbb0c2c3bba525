using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TypedTasks.BrokerConformance.Tasks;

namespace TypedTasks.Runtime.Tests.Hosting;

/// <summary>The live hosts are the one global state: no other test may start one meanwhile.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class LiveHosts
{
    public const string Name = "live hosts";
}

[Collection(LiveHosts.Name)]
public sealed class StaticDelayTests
{
    [Fact]
    public async Task Without_a_host_the_exception_names_both_ways_out()
    {
        var error = await Assert.ThrowsAsync<TaskClientException>(() => SquareTask.Plain.Delay(1));

        Assert.Contains("no host with TypedTasks is running", error.Message);
        Assert.Contains("ITaskClient", error.Message);
        Assert.Contains("TaskClient.Use", error.Message);
    }

    [Fact]
    public async Task The_only_live_host_is_meant_until_it_is_disposed()
    {
        using (IHost host = HostRig.Build(tasks => tasks.UseInMemoryBroker()))
        {
            await Assert.ThrowsAsync<TaskClientException>(() => SquareTask.Plain.Delay(1));
            await host.StartAsync();
            await SquareTask.Plain.Delay(1);
            await host.StopAsync();
            await SquareTask.Plain.Delay(2);

            Assert.Equal(2, await ReadyAsync(host));
        }

        await Assert.ThrowsAsync<TaskClientException>(() => SquareTask.Plain.Delay(1));
    }

    [Fact]
    public async Task Between_two_hosts_nobody_chooses_and_the_exception_names_them()
    {
        using IHost shop = HostRig.Build(tasks => tasks.UseInMemoryBroker());
        using IHost bank = HostRig.Build(tasks => tasks.UseInMemoryBroker().Configure(options => options.HostName = "Bank"));
        await shop.StartAsync();
        await bank.StartAsync();

        var error = await Assert.ThrowsAsync<TaskClientException>(() => SquareTask.Plain.Delay(1));

        Assert.Contains("2 hosts are running (Test.Shop, Bank)", error.Message);
        Assert.Contains("TaskClient.Use", error.Message);
    }

    [Fact]
    public async Task Two_hosts_work_in_parallel_each_in_a_flow_of_its_own()
    {
        using IHost shop = HostRig.Build(tasks => tasks.UseInMemoryBroker());
        using IHost bank = HostRig.Build(tasks => tasks.UseInMemoryBroker());
        await shop.StartAsync();
        await bank.StartAsync();
        using var together = new Barrier(2);

        await Task.WhenAll(SendAsync(shop, 100), SendAsync(bank, 200));

        Assert.Equal(100, await ReadyAsync(shop));
        Assert.Equal(200, await ReadyAsync(bank));

        Task SendAsync(IHost host, int count) => Task.Run(async () =>
        {
            using (TaskClient.Use(host.Client()))
            {
                together.SignalAndWait();
                for (int i = 0; i < count; i++)
                {
                    await SquareTask.Plain.Delay(i);
                    await Task.Yield();
                }
            }
        });
    }

    [Fact]
    public async Task The_client_of_the_flow_is_stronger_than_the_host_and_ends_with_its_scope()
    {
        using IHost shop = HostRig.Build(tasks => tasks.UseInMemoryBroker());
        using IHost bank = HostRig.Build(tasks => tasks.UseInMemoryBroker());
        await shop.StartAsync();

        using (TaskClient.Use(bank.Client()))
        {
            await SquareTask.Plain.Delay(1);
        }

        await SquareTask.Plain.Delay(2);
        Assert.Equal(1, await ReadyAsync(shop));
        Assert.Equal(1, await ReadyAsync(bank));
    }

    [Fact]
    public async Task A_service_of_the_host_can_delay_while_it_starts()
    {
        using IHost host = HostRig.Build(tasks => tasks.UseInMemoryBroker(), services => services.AddHostedService<EarlySender>());

        await host.StartAsync();

        Assert.Equal(1, await ReadyAsync(host));
    }

    private static async Task<long> ReadyAsync(IHost host) =>
        (await host.Services.GetRequiredService<ITaskInspector>().CountAsync()).Sum(queue => queue.Ready);

    private sealed class EarlySender : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => SquareTask.Plain.Delay(1, cancellationToken);

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
