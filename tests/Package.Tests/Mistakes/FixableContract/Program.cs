using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TypedTasks;

var builder = Host.CreateApplicationBuilder();
builder.Services.AddTypedTasks().AddFixableContractTasks().AddWorker();
await builder.Build().RunAsync();
