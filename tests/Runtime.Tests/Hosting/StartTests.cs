using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TypedTasks.BrokerConformance.Tasks;
using TypedTasks.Brokers;
using TypedTasks.Brokers.InMemory;
using TypedTasks.Dispatch;
using TypedTasks.Serialization;

namespace TypedTasks.Runtime.Tests.Hosting;

[Collection(LiveHosts.Name)]
public sealed class StartTests
{
    [Fact]
    public async Task A_host_with_neither_broker_nor_worker_refuses_to_start()
    {
        using IHost host = HostRig.Build(_ => { });

        var error = await Assert.ThrowsAsync<TaskSetupException>(() => host.StartAsync());

        Assert.Contains("UseRedis", error.Message);
        Assert.Contains("AddWorker", error.Message);
    }

    [Fact]
    public async Task A_worker_without_a_broker_named_brings_the_in_memory_one()
    {
        var done = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var module = new TestModule();
        TestTask task = module.Task("Test.Run", context => done.TrySetResult(context.Name));
        using IHost host = HostRig.Build(tasks => tasks.AddModule(module).AddWorker());
        await host.StartAsync();

        await task.Call().Delay();

        Assert.Equal("Test.Run", await done.Task.WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.IsType<InMemoryBroker>(host.Services.GetRequiredService<IBroker>());
        await host.StopAsync();
    }

    [Fact]
    public async Task A_handle_gets_the_result_of_a_worker()
    {
        using IHost host = HostRig.Build(tasks => tasks.AddModule(Squares()).AddWorker());
        await host.StartAsync();

        TaskHandle<int> handle = await SquareTask.Plain.Delay(12);

        Assert.Equal(144, await handle.GetAsync().WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.Equal(144, await host.Client().Handle<int>(handle.Id).GetAsync());
        await host.StopAsync();
    }

    [Fact]
    public async Task Each_AddWorker_is_a_worker_with_queues_of_its_own()
    {
        var slow = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var quick = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var module = new TestModule();
        TestTask blocking = module.Task("Test.Blocks", _ => new ValueTask(slow.Task));
        TestTask passing = module.Task("Test.Passes", _ => quick.TrySetResult());
        using IHost host = HostRig.Build(tasks => tasks.AddModule(module)
            .AddWorker(w => w.Queues("slow").Concurrency = 1)
            .AddWorker(w => w.Queues("quick").Concurrency = 1));
        await host.StartAsync();

        await blocking.Call().OnQueue("slow").Delay();
        await passing.Call().OnQueue("quick").Delay();

        await quick.Task.WaitAsync(TimeSpan.FromSeconds(30));
        slow.SetResult();
        await host.StopAsync();
    }

    [Fact]
    public async Task A_worker_refuses_while_a_task_was_skipped_and_lists_each_with_its_reason()
    {
        TestModule module = new TestModule().Skip("Shop.Emails.Send", "its class is not partial").Skip("Shop.Images.Resize", "Stream cannot travel");
        using IHost host = HostRig.Build(tasks => tasks.AddModule(module).AddWorker());

        var error = await Assert.ThrowsAsync<TaskSetupException>(() => host.StartAsync());

        Assert.Contains("Shop.Emails.Send: its class is not partial", error.Message);
        Assert.Contains("Shop.Images.Resize: Stream cannot travel", error.Message);
    }

    [Fact]
    public async Task A_worker_refuses_while_services_are_missing_and_names_who_wants_them()
    {
        TestModule module = new TestModule().Add(new NeedyInvoker(new TestTask("Test.Needy")));
        using IHost host = HostRig.Build(
            tasks => tasks.AddModule(module).AddWorker(),
            services => services.AddSingleton(new StringWriter()).AddKeyedSingleton("there", new StringReader(string.Empty)));

        var error = await Assert.ThrowsAsync<TaskSetupException>(() => host.StartAsync());

        Assert.Contains("System.Net.Http.HttpClient, wanted by Shop.Emails(HttpClient)", error.Message);
        Assert.Contains("System.IO.StringReader with the key 'missing', wanted by Shop.Emails.Send", error.Message);
        Assert.DoesNotContain("StringWriter", error.Message);
        Assert.DoesNotContain("'there'", error.Message);
    }

    [Fact]
    public async Task A_producer_needs_neither_the_services_nor_every_task()
    {
        TestModule module = new TestModule().Add(new NeedyInvoker(new TestTask("Test.Needy"))).Skip("Shop.Emails.Send", "not partial");
        using IHost host = HostRig.Build(tasks => tasks.AddModule(module).UseInMemoryBroker());

        await host.StartAsync();
        await host.StopAsync();
    }

    [Fact]
    public async Task Two_tasks_of_one_name_are_refused_with_both_assemblies()
    {
        TestModule shop = new TestModule("Shop").Add(new SquareInvoker(SquareTask.Plain));
        TestModule bank = new TestModule("Bank").Add(new SquareInvoker(SquareTask.Plain));
        using IHost host = HostRig.Build(tasks => tasks.AddModule(shop).AddModule(bank).UseInMemoryBroker());

        var error = await Assert.ThrowsAsync<TaskSetupException>(() => host.StartAsync());

        Assert.Contains("Shop", error.Message);
        Assert.Contains("Bank", error.Message);
        Assert.Contains("'Test.Math.Square'", error.Message);
    }

    [Fact]
    public async Task A_broker_that_cannot_be_used_stops_the_start_with_its_own_words()
    {
        using IHost host = HostRig.Build(tasks => tasks.UseBroker("UseBroken", _ => new UnreachableBroker()));

        var error = await Assert.ThrowsAsync<BrokerUnavailableException>(() => host.StartAsync());

        Assert.Contains("127.0.0.1:1", error.Message);
        Assert.Contains("no host with TypedTasks is running", Assert.Throws<TaskClientException>(() => TaskClient.Current).Message);
    }

    [Fact]
    public void Two_brokers_are_refused_when_the_second_is_named()
    {
        var error = Assert.Throws<TaskSetupException>(() =>
            new ServiceCollection().AddTypedTasks().UseInMemoryBroker().UseBroker("UseRedis", _ => new UnreachableBroker()));

        Assert.Contains("UseInMemoryBroker and UseRedis", error.Message);
    }

    [Fact]
    public async Task An_option_of_the_worker_out_of_its_range_is_refused_before_anything_starts()
    {
        using IHost host = HostRig.Build(tasks => tasks.AddWorker(w => w.Concurrency = 0));

        Assert.Contains("Concurrency", (await Assert.ThrowsAsync<TaskSetupException>(() => host.StartAsync())).Message);
    }

    [Fact]
    public void Adding_twice_adds_once()
    {
        var services = new ServiceCollection();
        var module = new TestModule();
        int registered = 0;
        var counting = new TestModule("Counting") { Services = _ => registered++ };

        ITypedTasksBuilder first = services.AddTypedTasks().AddModule(module).AddModule(counting);
        ITypedTasksBuilder second = services.AddTypedTasks().AddModule(module).AddModule(counting);

        Assert.Same(first, second);
        Assert.Equal(1, registered);
        Assert.Equal(2, services.Count(service => service.ServiceType == typeof(TaskModule)));
        Assert.Single(services, service => service.ServiceType == typeof(IHostedService));
        Assert.Single(services, service => service.ServiceType == typeof(IBroker));
    }

    [Fact]
    public async Task Without_a_host_the_client_comes_from_the_container_alone()
    {
        var services = new ServiceCollection();
        services.AddTypedTasks().UseInMemoryBroker();
        using ServiceProvider provider = services.BuildServiceProvider();

        TaskHandle<int> handle = await provider.GetRequiredService<ITaskClient>().Delay(SquareTask.Plain.Call(1).In(TimeSpan.FromHours(1)));

        Assert.Equal(TaskState.Scheduled, await provider.GetRequiredService<ITaskInspector>().GetStateAsync(handle.Id));
    }

    [Fact]
    public async Task A_stop_lets_a_handler_finish()
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var finish = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var module = new TestModule();
        TestTask task = module.Task("Test.Slow", async _ =>
        {
            started.TrySetResult();
            await finish.Task;
        });
        using IHost host = HostRig.Build(tasks => tasks.AddModule(module).AddWorker());
        await host.StartAsync();
        await task.Call().Delay();
        await started.Task.WaitAsync(TimeSpan.FromSeconds(30));

        Task stop = host.StopAsync();
        Assert.False(stop.IsCompleted);
        finish.SetResult();
        await stop.WaitAsync(TimeSpan.FromSeconds(30));

        QueueCounts counts = Assert.Single(await host.Services.GetRequiredService<ITaskInspector>().CountAsync());
        Assert.Equal(new QueueCounts("default", 0, 0, 0, 0), counts);
    }

    private static TestModule Squares() => new TestModule().Add(new SquareInvoker(SquareTask.Plain));

    private sealed class NeedyInvoker(TestTask task) : TaskInvoker<NoArguments, NoResult>
    {
        public override IReadOnlyList<RequiredService> RequiredServices { get; } =
        [
            new(typeof(HttpClient), null, "Shop.Emails(HttpClient)"),
            new(typeof(StringWriter), null, "Shop.Emails(StringWriter)"),
            new(typeof(StringReader), "there", "Shop.Emails.Send"),
            new(typeof(StringReader), "missing", "Shop.Emails.Send"),
        ];

        public override bool NeedsServices => true;

        protected override TaskDefinition<NoArguments, NoResult> Task => task;

        protected override ValueTask<NoResult> RunAsync(ref PayloadReader reader, TaskInvocation invocation) => default;
    }
}
