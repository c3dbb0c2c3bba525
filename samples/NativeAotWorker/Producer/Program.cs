using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TypedTasks;
using Weather;
using Weather.Producer;

// An ordinary .NET process beside the native worker: Weather.Producer --redis host:port --journal file [--only-one]
var builder = Host.CreateApplicationBuilder(args);
builder.Logging.SetMinimumLevel(LogLevel.Warning);
builder.Services.AddTypedTasks()
    .UseRedis(builder.Configuration["redis"] ?? "localhost:6379")
    .AddWeatherTasks();

using IHost host = builder.Build();
await host.StartAsync();

if (args.Contains("--only-one"))
{
    Console.WriteLine((await Stations.PingTask.Delay(0)).Id);
    return 0;
}

string journal = builder.Configuration["journal"] ?? "journal.txt";
using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
var proof = new Proof(host.Services.GetRequiredService<ITaskClient>(), host.Services.GetRequiredService<ITaskInspector>(), journal);
bool allAsTheyShould = await proof.RunAsync(deadline.Token);
await host.StopAsync();
return allAsTheyShould ? 0 : 1;
