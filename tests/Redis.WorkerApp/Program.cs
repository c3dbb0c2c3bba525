using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TypedTasks.Redis.WorkerApp;

// --redis host:port --prefix name --journal file [--worker:Concurrency 64 and any other number of WorkerOptions]
// --worker:PoolThreads 4 pins the thread pool at as many threads.
var builder = Host.CreateApplicationBuilder(args);
builder.Services.AddSingleton(new Journal(Setting("journal")));
builder.Services.AddTypedTasks()
    .UseRedis(Setting("redis"), redis => redis.Prefix = Setting("prefix"))
    .AddTypedTasksRedisWorkerAppTasks()
    .AddWorker(builder.Configuration.GetSection("worker").Bind);

if (builder.Configuration["worker:PoolThreads"] is { } threads)
{
    int pinned = int.Parse(threads, CultureInfo.InvariantCulture);
    if (!ThreadPool.SetMinThreads(pinned, pinned) || !ThreadPool.SetMaxThreads(pinned, pinned))
    {
        throw new InvalidOperationException($"The thread pool cannot be pinned at {pinned} threads.");
    }
}

using IHost host = builder.Build();
await host.StartAsync();
Console.WriteLine("ready");
await host.WaitForShutdownAsync();

string Setting(string name) => builder.Configuration[name] ?? throw new InvalidOperationException($"--{name} is missing.");
