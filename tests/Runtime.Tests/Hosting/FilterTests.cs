using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TypedTasks.BrokerConformance.Tasks;

namespace TypedTasks.Runtime.Tests.Hosting;

[Collection(LiveHosts.Name)]
public sealed class FilterTests
{
    [Fact]
    public async Task Filters_are_built_by_DI_and_stand_around_the_send_and_around_the_attempt()
    {
        var log = new Log();
        var module = new TestModule();
        TestTask task = module.Task("Test.Filtered", context => log.Lines.Add($"handler {context.Headers["from"]}"));
        using IHost host = HostRig.Build(
            tasks => tasks.AddModule(module).AddWorker()
                .AddEnqueueFilter<Stamp>()
                .AddEnqueueFilter<Stamp>()
                .AddTaskFilter<Around>()
                .AddTaskFilter(provider => new Inside(provider.GetRequiredService<Log>(), provider.GetRequiredService<PerAttempt>())),
            services => services.AddSingleton(log).AddScoped<PerAttempt>());
        await host.StartAsync();

        TaskHandle<NoResult> first = await task.Call().KeepResult(TimeSpan.FromMinutes(1)).Delay();
        await first.GetAsync().WaitAsync(TimeSpan.FromSeconds(30));
        TaskHandle<NoResult> second = await task.Call().KeepResult(TimeSpan.FromMinutes(1)).Delay();
        await second.GetAsync().WaitAsync(TimeSpan.FromSeconds(30));
        await host.StopAsync();

        Assert.Equal(
            ["sent", "around>", "inside 1>", "handler stamp", "<inside", "<around", "sent", "around>", "inside 2>", "handler stamp", "<inside", "<around"],
            log.Lines);
    }

    private sealed class Log
    {
        public List<string> Lines { get; } = [];

        public int Attempts { get; set; }
    }

    private sealed class PerAttempt(Log log)
    {
        public int Number { get; } = ++log.Attempts;
    }

    private sealed class Stamp(Log log) : IEnqueueFilter
    {
        public async Task InvokeAsync(EnqueueContext enqueue, Func<Task> next)
        {
            log.Lines.Add("sent");
            enqueue.Options = enqueue.Options with { Headers = new Dictionary<string, string>(enqueue.Options.Headers) { ["from"] = "stamp" } };
            await next();
        }
    }

    private sealed class Around(Log log) : ITaskFilter
    {
        public async Task InvokeAsync(TaskContext context, Func<Task> next)
        {
            log.Lines.Add("around>");
            await next();
            log.Lines.Add("<around");
        }
    }

    private sealed class Inside(Log log, PerAttempt attempt) : ITaskFilter
    {
        public async Task InvokeAsync(TaskContext context, Func<Task> next)
        {
            log.Lines.Add($"inside {attempt.Number}>");
            await next();
            log.Lines.Add("<inside");
        }
    }
}
