using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Weather;

// Nothing here knows that it will be native: the generator has written what reflection would have found out.
var builder = Host.CreateApplicationBuilder(args);
builder.Services.AddSingleton(Journal.Current);
builder.Services.AddTypedTasks()
    .UseRedis(builder.Configuration["redis"] ?? "localhost:6379")
    .AddWeatherTasks()
    .AddWorker();

await builder.Build().RunAsync();
