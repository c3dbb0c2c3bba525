using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TypedTasks.Redis.Server;

namespace TypedTasks.Soak;

/// <summary>This program as a worker: it takes the load, and from a queue of its own the question how large its heap is.</summary>
internal static class WorkerProcess
{
    public const string Prefix = "soak";

    /// <summary>The queue that one worker alone takes from.</summary>
    public static string OwnQueue(string name) => $"heap-{name}";

    /// <summary>Starts one and waits until it is ready.</summary>
    public static async Task<ChildProcess> StartAsync(string endpoint, string name)
    {
        ChildProcess worker = ChildProcess.Start(typeof(WorkerProcess).Assembly.Location, AppContext.BaseDirectory, "--worker", endpoint, name);
        await worker.LineWithAsync("ready");
        return worker;
    }

    /// <summary>Runs until SIGTERM.</summary>
    public static async Task RunAsync(string endpoint, string name)
    {
        HostApplicationBuilder builder = Host.CreateApplicationBuilder();

        // A failed attempt is a warning, and there are thousands.
        builder.Logging.SetMinimumLevel(LogLevel.Error);
        builder.Services.AddTypedTasks()
            .UseRedis(endpoint, static redis =>
            {
                redis.Prefix = Prefix;
                redis.ConnectTimeout = TimeSpan.FromSeconds(5);
            })
            .AddTypedTasksSoakTasks()
            .AddWorker(worker => worker.Queues("default", OwnQueue(name)));
        using IHost host = builder.Build();
        await host.StartAsync();
        Console.WriteLine("ready");
        await host.WaitForShutdownAsync();
    }
}
