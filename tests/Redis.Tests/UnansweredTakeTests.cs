using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TypedTasks.Redis.Server;
using TypedTasks.Redis.WorkerApp;

namespace TypedTasks.Redis.Tests;

/// <summary>A take whose answer does not come in time: G1.</summary>
public sealed class UnansweredTakeTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task G1_it_is_asked_for_again_under_the_same_lease_so_that_what_it_took_runs()
    {
        await using RedisServer server = await RedisServer.StartAsync();
        var ns = new TestNamespace(server);
        DirectoryInfo folder = Directory.CreateTempSubdirectory("typedtasks-take-");
        string journal = Path.Combine(folder.FullName, "journal");
        string gate = Path.Combine(folder.FullName, "gate");
        using var log = new TakingFailed();
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Logging.AddProvider(log);
        builder.Services.AddSingleton(new Journal(journal));
        builder.Services.AddTypedTasks()
            .AddTypedTasksRedisWorkerAppTasks()
            .UseRedis(server.ConnectionString, redis =>
            {
                redis.Prefix = ns.Prefix;
                redis.OperationTimeout = TimeSpan.FromMilliseconds(500);
            })
            .AddWorker(static worker =>
            {
                // One after the other; and a lease that nobody held on to would not lapse within this test.
                worker.Concurrency = 1;
                worker.LeaseTime = TimeSpan.FromHours(1);
            });
        using IHost host = builder.Build();
        await host.StartAsync();
        ITaskClient client = host.Services.GetRequiredService<ITaskClient>();
        TaskId first = (await client.Delay(Chores.HoldTask.Call(gate))).Id;
        await UntilAsync(journal, entry => entry.Id == first && entry.Deed == Deed.Started);
        TaskId second = (await client.Delay(Chores.TouchTask.Call(false))).Id;

        // The first ends while Redis stands still: the take that follows reaches it and is done, but much later.
        server.Pause();
        await File.WriteAllBytesAsync(gate, []);
        await log.Task.WaitAsync(Patience);
        server.Continue();

        await UntilAsync(journal, entry => entry.Id == second && entry.Deed == Deed.Ended);
        await host.StopAsync();
        Assert.Equal(4, Journal.Read(journal).Count);
        Assert.Empty(await Fsck.PlacesAsync(ns));
        Assert.Empty(await Fsck.RunAsync(ns));
        folder.Delete(recursive: true);
    }

    private static async Task UntilAsync(string journal, Func<JournalEntry, bool> happened)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!Journal.Read(journal).Any(happened))
        {
            await Task.Delay(20, patience.Token);
        }
    }

    /// <summary>Ends when the worker says that it could not take.</summary>
    private sealed class TakingFailed : ILoggerProvider, ILogger
    {
        private readonly TaskCompletionSource failed = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Task => failed.Task;

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (formatter(state, exception).Contains("taking work", StringComparison.Ordinal))
            {
                failed.TrySetResult();
            }
        }

        public void Dispose()
        {
        }
    }
}
