using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TypedTasks;

var builder = Host.CreateApplicationBuilder();
builder.Services.AddTypedTasks().AddContractTasks().AddWorker();
await builder.Build().RunAsync();
