using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Shop;
using Shop.Worker;

var builder = Host.CreateApplicationBuilder(args);

// The tasks' handlers are services like any other: the worker resolves IOrders in a scope of its own for each attempt.
builder.Services.AddSingleton<Stock>();
builder.Services.AddScoped<IOrders, Orders>();

builder.Services.AddTypedTasks()
    .UseRedis(builder.Configuration["redis"] ?? "localhost:6379")
    .AddShopContractsTasks()
    .AddWorker(worker => worker.Queues("orders", "default"));

await builder.Build().RunAsync();
