using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using StackExchange.Redis;
using TypedTasks.Brokers;
using TypedTasks.Dispatch;
using TypedTasks.Redis.WorkerApp;

namespace TypedTasks.Redis.Tests;

/// <summary>UseRedis in a host of producer and worker: its three forms, and several hosts in one process.</summary>
public sealed class HostTests(SharedServer shared)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public static TheoryData<string> Forms => ["connection string", "configuration", "multiplexer", "the container's multiplexer"];

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task A_task_is_sent_run_and_answered_over(string form)
    {
        var ns = new TestNamespace(shared.Server);
        await using ConnectionMultiplexer brought = await ConnectionMultiplexer.ConnectAsync(shared.Server.ConnectionString);
        var configuration = ConfigurationOptions.Parse(shared.Server.ConnectionString);
        using (IHost host = await StartAsync(builder => form switch
        {
            "connection string" => builder.UseRedis(shared.Server.ConnectionString, Configure),
            "configuration" => builder.UseRedis(configuration, Configure),
            "multiplexer" => builder.UseRedis(brought, Configure),
            _ => Hold(builder).UseRedis(static services => services.GetRequiredService<IConnectionMultiplexer>(), Configure),
        }))
        {
            Assert.Equal("redis", host.Services.GetRequiredService<IBroker>().System);
            TaskHandle<int> handle = await host.Services.GetRequiredService<ITaskClient>().Delay(Chores.TwiceTask.Call(21));

            Assert.Equal(42, await handle.GetAsync().WaitAsync(Patience));
            await host.StopAsync();
        }

        // Database 3 was asked for, and there alone is it; what was brought along is still open.
        Assert.NotEmpty(await KeysAsync(brought, 3, ns));
        Assert.Empty(await KeysAsync(brought, 0, ns));

        void Configure(RedisOptions redis)
        {
            redis.Prefix = ns.Prefix;
            redis.Database = 3;
        }

        ITypedTasksBuilder Hold(ITypedTasksBuilder builder)
        {
            builder.Services.AddSingleton<IConnectionMultiplexer>(brought);
            return builder;
        }
    }

    [Fact]
    public async Task Hosts_in_one_process_work_in_parallel_and_each_runs_its_own_tasks()
    {
        TestNamespace[] namespaces = [new(shared.Server), new(shared.Server)];
        DirectoryInfo folder = Directory.CreateTempSubdirectory("typedtasks-hosts-");
        await Parallel.ForEachAsync(namespaces, async (ns, _) =>
        {
            string journal = Path.Combine(folder.FullName, ns.Prefix);
            using IHost host = await StartAsync(
                builder => builder.UseRedis(shared.Server.ConnectionString, redis => redis.Prefix = ns.Prefix), journal);
            using IDisposable flow = TaskClient.Use(host.Services.GetRequiredService<ITaskClient>());
            var sent = new HashSet<TaskId>();
            for (int number = 0; number < 200; number++)
            {
                // The static Delay: it goes to the client of this flow.
                sent.Add((await Chores.TouchTask.Delay(false)).Id);
            }

            Assert.Equal(14, await (await Chores.TwiceTask.Delay(7)).GetAsync().WaitAsync(Patience));
            using var patience = new CancellationTokenSource(Patience);
            while (Journal.Read(journal).Count(static entry => entry.Deed == Deed.Ended) < sent.Count)
            {
                await Task.Delay(20, patience.Token);
            }

            await host.StopAsync();
            Assert.True(sent.SetEquals(Journal.Read(journal).Select(static entry => entry.Id)));
            Assert.Empty(await Fsck.RunAsync(ns));
        });
        folder.Delete(recursive: true);
    }

    [Fact]
    public void What_names_no_server_is_refused_when_it_is_registered()
    {
        ITypedTasksBuilder builder = new ServiceCollection().AddTypedTasks();

        Assert.Throws<ArgumentException>(() => builder.UseRedis(" "));
        Assert.Throws<ArgumentException>(() => builder.UseRedis(new ConfigurationOptions()));
        Assert.Throws<ArgumentNullException>(() => builder.UseRedis((IConnectionMultiplexer)null!));
        Assert.ThrowsAny<ArgumentException>(() => builder.UseRedis("127.0.0.1:1", static redis => redis.Prefix = "a b"));
    }

    private static async Task<IHost> StartAsync(Func<ITypedTasksBuilder, ITypedTasksBuilder> useRedis, string? journal = null)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddSingleton(_ => new Journal(journal ?? throw new InvalidOperationException("This host keeps no journal.")));
        ITypedTasksBuilder typed = builder.Services.AddTypedTasks().AddTypedTasksRedisWorkerAppTasks().AddWorker();
        useRedis(typed);
        IHost host = builder.Build();
        await host.StartAsync();
        return host;
    }

    private static async Task<IReadOnlyList<RedisKey>> KeysAsync(ConnectionMultiplexer multiplexer, int database, TestNamespace ns)
    {
        var keys = new List<RedisKey>();
        await foreach (RedisKey key in multiplexer.GetServers()[0].KeysAsync(database, $"*{ns.Prefix}\\}}*"))
        {
            keys.Add(key);
        }

        return keys;
    }
}
